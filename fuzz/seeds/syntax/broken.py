def f(:
  x = (1,
class
print "a"
<<<<<<< b
if a = 1:
"abc
f"{a
