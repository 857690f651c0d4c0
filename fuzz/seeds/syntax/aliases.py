type A[T] = list[T]
type = type(type)
print(print)
