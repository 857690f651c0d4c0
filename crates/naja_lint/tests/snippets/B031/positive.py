#---
import itertools
for k, g in itertools.groupby(x, key=y):
    for z in a: f(g)
#--- differs: ruff does not look at what a loop within the loop goes through
import itertools
for k, g in itertools.groupby(x):
    for z in a:
        for i in g: pass
#---
import itertools
for k, g in itertools.groupby(x):
    while a: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    list(g)
    list(g)
#---
import itertools
for k, g in itertools.groupby(x):
    f(g)
    f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    if a:
        f(g)
    f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for i in g: pass
    for i in g: pass
#---
import itertools
for k, g in itertools.groupby(x):
    [i for i in g]
    [j for j in g]
#---
import itertools
for k, g in itertools.groupby(x):
    [f(g) for z in a]
#---
import itertools
for k, g in itertools.groupby(x):
    {z: f(g) for z in a}
#---
import itertools
for k, g in itertools.groupby(x):
    f(g, g)
#---
import itertools
def h():
    for k, g in itertools.groupby(x):
        for z in a: yield g
#---
import itertools
class A:
    for k, g in itertools.groupby(x):
        for z in a: f(g)
#---
import itertools
async def h():
    for k, g in itertools.groupby(x):
        for z in a: await f(g)
#---
import itertools
for (k, g) in itertools.groupby(x):
    for z in a: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for z in a:
        if z: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for z in a:
        with z: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    f(sorted(g))
    print(sorted(g))
#---
from itertools import groupby
for k, g in groupby(x):
    for z in a: f(g)
#---
from itertools import groupby as gb
for k, g in gb(x):
    for z in a: f(g)
#---
import itertools as it
for k, g in it.groupby(x):
    for z in a: f(g)
#---
from itertools import groupby
for k, é in groupby(x):
    for z in a: f(é)
