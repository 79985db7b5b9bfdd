"""Every kind of page in every state, drawn without a core: pictures for people, measurements for a program."""
