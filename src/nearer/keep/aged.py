"""Lock or unlock one file, in a process of its own: `python -m nearer.keep.aged VERB`.

From the first to the last byte of its work age lets no other thread go on, which takes
seconds: in the program itself nobody's page would come meanwhile. What comes in: four
bytes with the length of the passphrase, the passphrase, the file. What goes out: the
other file; or nothing, and `WRONG`.
"""

from __future__ import annotations

import sys

import pyrage

LENGTH_BYTES = 4
WRONG = 3


def main(verb: str) -> int:
    sent = sys.stdin.buffer.read()
    end = LENGTH_BYTES + int.from_bytes(sent[:LENGTH_BYTES], "big")
    passphrase, raw = sent[LENGTH_BYTES:end].decode(), sent[end:]
    try:
        work = {"lock": pyrage.passphrase.encrypt, "unlock": pyrage.passphrase.decrypt}
        made = work[verb](raw, passphrase)
    except (pyrage.DecryptError, ValueError):
        return WRONG
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
