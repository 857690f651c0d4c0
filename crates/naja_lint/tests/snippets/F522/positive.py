#---
"{}".format(1, a=2)
#---
"a".format(a=1)
#---
"{a}".format(a=1, b=2)
#---
"{a}".format(b=2, a=1)
#---
"{a}".format(a=1, b=2, c=3)
#---
"{a}".format(a=1, b=f())
#---
"{a}".format(a=1, b=2,)
#---
"{a}".format(
    a=1,
    b=2,
)
#---
"{a}".format(
    b=2,
    a=1
)
#---
"{a}".format(
    a=1,  # a
    b=2,  # b
)
#---
x = "{a} {c}".format(a=1, b=2, c=3)
#---
def f(): return "{}".format(1, a=2)
#---
class A:
    x = "{}".format(1, a=2)
#---
"{}" "{}".format(1, 2, a=3)
#---
f("{}".format(1, a=(2)))
#---
lambda: "{}".format(1, a=x.y)
#---
"{0}".format(1, a=lambda: 1)
#---
"{a.b}".format(a=1, b=2)
#---
"{a[b]}".format(a=1, b=2)
#---
"{:{a}}".format(1, a=2, b=3)
#---
"{}".format(1, é=2)
#---
"{}".format( 1 , a = 2 )
#---
"{}".format(*x, a=2)
#---
"".format(a=1)
#---
"{{a}}".format(a=1)
#---
"{}".format(1, a=[x for x in y])
#---
"{A}".format(A=1, a=2)
