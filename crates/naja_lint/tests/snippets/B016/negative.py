#---
raise f"x{y}"
#---
raise f"x"
#---
raise
#---
raise E
#---
raise E()
#---
raise E("x")
#---
raise NotImplemented
#---
raise e from None
#---
raise E from 1
#---
raise -1
#---
raise "x" + y
#---
raise (1, 2)
#---
raise [1]
#---
raise {1}
#---
raise "x".y
#---
raise "x" % y
#---
raise not 1
#---
raise x if y else 1
#---
raise "x".format(y)
#---
raise lambda: 1
#---
raise x["y"]
#---
raise f(1)
#---
raise 1 + 1
