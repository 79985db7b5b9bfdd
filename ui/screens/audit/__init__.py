"""The program that measures pages: what an elder needs, in millimetres and contrast.

Rule numbers A01 ... are those of the checklist in docs/audit.md, with their sources.
"""
