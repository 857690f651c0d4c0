#--- differs: in bytes it is no escape, as Python says; ruff takes it for one
b"\N{DASH}"
#--- differs: in bytes it is no escape, as Python says; ruff takes it for one
b"\u1234"
#---
"\d"
#---
'\d'
#---
"\."
#---
x = "\d"
#---
"a\ "
#---
"\d\w"
#---
f"\d"
#---
f"{x}\d"
#---
b"\d"
#---
"""\d"""
#---
"""
\d
"""
#---
"a" "\d"
#---
u"\d"
#---
"\8"
#---
"\9"
#---
"\("
#---
"\é"
#---
"\%"
#---
f("\s+")
#---
re.compile("\w")
#---
class A:
    x = "\d"
#---
def f():
    """\d"""
#---
"\n\d"
#---
"\\\d"
#---
x if y else"\d"
#---
f'\d{x!r:\d}'
#---
"\#"
#---
"\/"
#---
'\"\d'
#---
f"{'\d'}"
#---
rb"\d" b"\d"
