rchar: 761577
wchar: 16
syscr: 356
syscw: 10
read_bytes: 634880
write_bytes: 40960
cancelled_write_bytes: 0
