#---
lambda: []
#---
lambda: {}
#---
x = lambda: []
#---
f(lambda: {})
#---
field(default_factory=lambda: [])
#---
field(default_factory=lambda: {})
#---
class A:
    x: list = field(default_factory=lambda: [])
#---
def f(): return lambda: []
#---
(lambda: [])
#---
lambda : []
#---
lambda: [  ]
#---
lambda: ([])
#---
lambda: (
    []
)
#---
(lambda:  # c
    [])
#---
f(x=lambda: {})
#---
[lambda: [], lambda: {}]
#---
{"a": lambda: []}
#---
x if y else lambda: []
#---
defaultdict(lambda: [])
#--- differs: ruff's fix takes the attribute of the class for the builtin
class A:
    list = 1
    x = lambda: []
#---
list = 1
x = lambda: []
#---
def f(dict): return lambda: {}
#---
lambda: lambda: []
#---
f(lambda: [], lambda: {})
