"""Receipt printers that speak ESC/POS; see README.md beside this file."""
