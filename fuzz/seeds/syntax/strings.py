"a\n\x41\u00e9\N{DASH}" b"\xff" r"\d" u"q" """t
"""
