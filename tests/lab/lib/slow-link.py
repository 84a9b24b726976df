"""A slow, lossy cable: carries Ethernet frames between two tap devices, late and not always.

usage: slow-link.py TAP TAP
"""

import fcntl
import heapq
import os
import select
import struct
import sys
import time

DELAY_SECONDS = 0.040
LOST_OF = 100  # one frame of each hundred in each direction, not by chance: tests must not depend on luck
TUNSETIFF = 0x400454CA  # linux/if_tun.h
IFF_TAP_NO_PI = 0x1002
QUEUE_LIMIT = 2000


def open_tap(name):
    tap = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(tap, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TAP_NO_PI))
    return tap


def receive(tap, other, queue, counts):
    try:
        frame = os.read(tap, 65536)
    except OSError:  # the device is down
        return
    counts[tap] += 1
    if len(queue) < QUEUE_LIMIT and counts[tap] % LOST_OF != LOST_OF // 2:
        heapq.heappush(queue, (time.monotonic() + DELAY_SECONDS, id(frame), other, frame))


def deliver(queue):
    while queue and queue[0][0] <= time.monotonic():
        _, _, tap, frame = heapq.heappop(queue)
        try:
            os.write(tap, frame)
        except OSError:  # the device is down or full: a lost frame
            pass


def main():
    left, right = open_tap(sys.argv[1]), open_tap(sys.argv[2])
    counts = {left: 0, right: 0}
    queue = []
    while True:
        wait = max(0.0, queue[0][0] - time.monotonic()) if queue else None
        ready, _, _ = select.select([left, right], [], [], wait)
        for tap in ready:
            receive(tap, right if tap == left else left, queue, counts)
        deliver(queue)


main()
