"""One session of a township people's congress (人代会会议)."""
