"""The program that measures pages: what an elder needs, in millimetres and contrast.

Rule numbers A01 ... are those of the checklist in README.md (what is audited), with their sources.
"""
