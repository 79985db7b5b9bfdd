"""Code scanners that speak text on a serial line (RS-232 or USB-CDC)."""
