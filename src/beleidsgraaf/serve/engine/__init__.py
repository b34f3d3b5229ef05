"""Query processes: a visitor's query runs in one, never in the process that answers the web.

    herd (in the web process) --control socket--> zygote (holds the graph, one thread)
      |                                             | forks, in under a millisecond
      +------------- a socket for each -----------> query processes, memory shared copy-on-write

The engine has no deadline, no cancellation and no bound on memory, and a nested query of a few
kilobytes ends the process it runs in. So each query process carries limits that the kernel
enforces: a timer that kills, address space, processor time, and not one new file or socket.
"""
