#---
import itertools
for k, g in itertools.groupby(x): f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for i in g: f(i)
#---
import itertools
for k, g in itertools.groupby(x):
    for z in a: f(k)
#---
import itertools
for k, g in itertools.groupby(x):
    g = list(g)
    for z in a: f(g)
#---
import itertools
for g in itertools.groupby(x):
    for z in a: f(g)
#---
import itertools
for k, g in itertools.chain(x):
    for z in a: f(g)
#---
import itertools
for k, (g, h) in itertools.groupby(x):
    for z in a: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    if a: f(g)
    else: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    if a: f(g)
    elif b: f(g)
    else: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    match a:
        case 1: f(g)
        case 2: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    if a:
        f(g)
        continue
    f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    pass
for z in a: f(g)
#---
import itertools
for k, g, h in itertools.groupby(x):
    for z in a: f(g)
#---
import itertools
for k, *g in itertools.groupby(x):
    for z in a: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for z in g: f(z)
    else: f(k)
#---
import itertools
for k, g in list(itertools.groupby(x)):
    for z in a: f(g)
#---
import itertools
for k, g in itertools.groupby(x):
    for z in a: f(h)
#---
import itertools
{k: [list(g) for z in a] for k, g in itertools.groupby(x)}
#---
import itertools
for k, g in itertools.groupby(x):
    del g
#---
for k, g in groupby(x):
    for z in a: f(g)
#---
from y import groupby
for k, g in groupby(x):
    for z in a: f(g)
#---
from itertools import groupby
groupby = 1
for k, g in groupby(x):
    for z in a: f(g)
#---
from itertools import groupby
def f(groupby):
    for k, g in groupby(x):
        for z in a: f(g)
