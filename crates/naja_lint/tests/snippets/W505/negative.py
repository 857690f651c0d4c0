#--- lint.pycodestyle.max-doc-length=20
x = 1  # this is a comment that is long
#--- lint.pycodestyle.max-doc-length=20
f(  # this is a comment here
    x)
#--- lint.pycodestyle.max-doc-length=20
x = [
    1,  # this is a comment
]
#--- lint.pycodestyle.max-doc-length=20
# short
#--- lint.pycodestyle.max-doc-length=20
"""short"""
#--- lint.pycodestyle.max-doc-length=20
x = "this is a string that is long, but no docstring"
#--- lint.pycodestyle.max-doc-length=20
x = 1 + 1 + 1 + 1 + 1 + 1 + 1 + 1
#--- lint.pycodestyle.max-doc-length=20
# https://example.com/aaaaaaaaaaaaaaaaaaaaaaaaa
#--- lint.pycodestyle.max-doc-length=20
# noqa: E501
#--- lint.pycodestyle.max-doc-length=20
def f():
    """Short."""
#--- lint.pycodestyle.max-doc-length=20
#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
#--- lint.pycodestyle.max-doc-length=20
x = 1  # short
#--- lint.pycodestyle.max-doc-length=20
f(aaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbb)
#--- lint.pycodestyle.max-doc-length=20
def f():
    x = """This is a string that is long"""
#--- lint.pycodestyle.max-doc-length=20
class A: ...
#--- lint.pycodestyle.max-doc-length=20
x = """
This is a string that is long
"""
#--- lint.pycodestyle.max-doc-length=20
# a b c d e f g h i
#--- lint.pycodestyle.max-doc-length=20
import aaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbb
#--- lint.pycodestyle.max-doc-length=20
# TODO: x
#--- lint.pycodestyle.max-doc-length=20
"""
short
"""
#--- lint.pycodestyle.max-doc-length=20
aaaaaaaaaaaaaaaaaaaaaaaaaaa = 1
#--- lint.pycodestyle.max-doc-length=20
# 日本語 日本語
#--- lint.pycodestyle.max-doc-length=20
f"this is an f-string that is long"
#--- lint.pycodestyle.max-doc-length=20
x
