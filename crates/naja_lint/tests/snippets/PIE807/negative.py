#---
lambda: list()
#---
lambda: [1]
#---
lambda: {1: 2}
#---
lambda: dict()
#---
lambda: ()
#---
lambda: set()
#---
lambda x: []
#---
lambda *x: []
#---
lambda x=1: {}
#---
lambda: None
#---
lambda: {1}
#---
lambda: list
#---
lambda: [*x]
#---
lambda: {**x}
#---
lambda: [x for x in y]
#---
list
#---
def f(): return []
#---
lambda: [][0]
#---
lambda: [] or {}
#---
lambda: ([],)
#---
lambda: ""
#---
lambda: list(x)
#---
lambda: a.list()
#---
lambda **x: {}
