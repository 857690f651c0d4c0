#---
"{}".format(1)
#---
"{} {}".format(1, 2)
#---
"{0}".format(1)
#---
"{0} {1}".format(1, 2)
#---
"{1} {0}".format(1, 2)
#---
"{}".format(*a)
#---
"{}".format(1, *a)
#---
"{a}".format(a=1)
#---
"{:{}}".format(1, 2)
#---
"{:{}.{}}".format(1, 2, 3)
#---
b"{}".format(1, 2)
#---
x.format(1, 2)
#---
"{".format(1, 2)
#---
f"{a}".format(1)
#---
"a".format()
#---
"{}".format
#---
"{0.a} {1[b]}".format(1, 2)
#---
"{!r}".format(1)
#---
"a".format(*a)
#---
format("{}", 1, 2)
#---
"{0:{1}}".format(1, 2)
