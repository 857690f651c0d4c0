#---
"{}".format(a)
#---
"{} {}".format(a, b)
#---
"{a}".format(a=1)
#---
"{0} {0}".format(a)
#---
"{0} {a}".format(a, a=1)
#---
"{1}".format(a, b)
#---
"{0} {2}".format(a, b, c)
#---
"{0} {}".format(a, b)
#---
"{0:{1}}".format(a, b)
#---
b"{0}".format(a)
#---
x.format(a)
#---
"{0}"
#---
"{0".format(a)
#---
f"{a}".format(b)
#---
"{{0}}".format(a)
#---
"a".format()
#---
"{0}".join(a)
#---
"{-1}".format(a)
#---
def outer():
    "{}".format(a)
#---
class Outer:
    "{0} {}".format(a, b)
