# Fits on request: reads "fit TOLERANCE START" on stdin, answers with seconds, memory and parameters.
# START is "good" (intercepts from the answers' shares, a usual slope) or "plain" (the same for all items).
# Usage: Rscript openmx_fit.R DATA.csv POINTS THREADS
suppressMessages({ library(OpenMx); library(rpf) })
given <- commandArgs(trailingOnly = TRUE)
points <- as.integer(given[2])
mxOption(NULL, "Number of Threads", as.integer(given[3]))
answers <- read.csv(given[1])
categories <- max(answers, na.rm = TRUE) + 1
answers[] <- lapply(answers, function(x) mxFactor(x, levels = 0:(categories - 1)))

model <- function(tolerance, begin) {
  spec <- rep(list(rpf.grm(outcomes = categories)), ncol(answers))
  shares <- sapply(answers, function(x) rev(cumsum(rev(table(x))))[-1] / sum(!is.na(x)))
  start <- if (begin == "good") rbind(1.5, 1.3 * qlogis(shares))
           else matrix(c(1, seq(2, -2, length.out = categories - 1)), categories, ncol(answers))
  item <- mxMatrix(name = "item", free = TRUE, values = start,
                   dimnames = list(c("f1", paste0("d", 1:(categories - 1))), names(answers)))
  mxModel("graded", item, mxData(observed = answers, type = "raw"),
          mxExpectationBA81(ItemSpec = spec, qwidth = 6, qpoints = points), mxFitFunctionML(),
          mxComputeEM("expectation", "scores", mxComputeNewtonRaphson(), tolerance = tolerance))
}

peak <- function() {
  line <- grep("^VmHWM", readLines("/proc/self/status"), value = TRUE)
  as.numeric(gsub("[^0-9]", "", line)) / 1024
}

cat("ready", as.character(packageVersion("OpenMx")), as.character(packageVersion("rpf")), "\n")
flush(stdout())
input <- file("stdin", "r")
while (length(line <- readLines(input, n = 1)) > 0) {
  asked <- strsplit(line, " ")[[1]]
  ready <- model(as.numeric(asked[2]), asked[3])
  taken <- system.time(found <- mxRun(ready, silent = TRUE, suppressWarnings = TRUE))["elapsed"]
  cat(taken, peak(), c(found$item$values), "\n")
  flush(stdout())
}
