"""Contracts between the terminal and its devices: small Protocols, frozen records, closed unions.

Nothing here does I/O. Changing a contract needs an ADR (docs/adr/), because every driver family,
every emulator and the whole of `kiosk.devices` stands on it.
"""
