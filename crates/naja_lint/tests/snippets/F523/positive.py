#---
"{}".format(1, 2)
#---
"a".format(1)
#---
"{0}".format(1, 2)
#---
"{1}".format(1, 2)
#---
"{a}".format(1, a=2)
#---
"{}".format(1, 2, 3)
#---
"{}".format(1, f())
#---
"{}".format(1, 2,)
#---
"{}".format(
    1,
    2,
)
#---
"{}".format(
    1,
    2
)
#---
"{}".format(
    1,  # a
    2,  # b
)
#---
"{0} {2}".format(1, 2, 3)
#---
"{1} {2}".format(1, 2, 3)
#---
"{0.a}".format(1, 2)
#---
"{0[a]}".format(1, 2)
#---
x = "{}".format(1, (2))
#---
def f(): return "{}".format(1, 2)
#---
class A:
    x = "{}".format(1, 2)
#---
"{}" "{}".format(1, 2, 3)
#---
"{:{}}".format(1, 2, 3)
#---
lambda: "{}".format(1, x.y, x[0])
#---
"".format(1)
#---
"{{}}".format(1)
#---
"{0} {0}".format(1, 2)
#---
"{}".format(1, *a, 2)
#---
"{}".format(1, 2, a=3)
#---
"{}".format( 1 , 2 )
#---
"{2} {1}".format(0, 1, 2)
#---
"{1:{2}}".format(0, 1, 2)
#---
"é{1}".format(0, 1)
#---
"{} {0}".format(1, 2)
