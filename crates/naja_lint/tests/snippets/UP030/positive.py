#---
"{0}".format(a)
#---
"{0} {1}".format(a, b)
#---
"{1} {0}".format(a, b)
#---
"{0:>5}".format(a)
#---
"{0!r}".format(a)
#---
"{0.x}".format(a)
#---
"{0[x]}".format(a)
#---
"{0} {1} {2}".format(a, b, c)
#---
"{0}" "{1}".format(a, b)
#---
("{0}" "{1}").format(a, b)
#---
"{0}".format(a,)
#---
"{0} {1}".format( a , b )
#---
"{0}{{}}".format(a)
#---
"{{0}} {0}".format(a)
#---
'{0}'.format(a)
#---
"""{0}""".format(a)
#--- differs: ruff's fix takes one number and leaves the other
"{1}{0}".format(f(), g())
#---
"{2} {0} {1}".format(a, b, c)
#---
"{0}".format(a  # c
)
#---
"{0}".format(
    a,
    )
#---
"{1} {0}".format(
    a,
    b
)
#---
x = "{0}".format(a)
#---
def f(): return "{0}é{1}".format(a, b)
#---
"{0:{{}}}".format(a) if 0 else "{0}".format(a)
#---
r"{0}".format(a)
#---
u"{0}".format(a)
#---
"{0} {1}".format(a, b).x
#---
"{0:%Y-%m}".format(a)
#---
class A:
    x = "{0}".format(A)
#---
"{0}".format(a if b else c)
#---
"{1} {0}".format(a if b else c, lambda: 1)
#---
"{0} {1}".format(a, *b) if 0 else "{0}".format(b)
#---
"{0}".format(*a)
#---
"{0}".format(a, *b)
#---
"{0}".format(a, b=1)
#---
"{00}".format(a) if 0 else "{}".format(a)
#---
"{0} {1}".format(a)
#---
"{0} {1}".format(a, **b)
