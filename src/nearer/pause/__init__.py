"""A moment in the heat of it: time alone with a return, or waiting and soothing."""
