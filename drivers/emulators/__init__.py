"""The other end of every wire, strict and able to fail on demand. Started as a process,
never imported by the terminal."""
