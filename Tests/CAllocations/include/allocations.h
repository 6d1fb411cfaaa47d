// Counts what the tests allocate: the functions of the C library, in front of which those of this file stand.
#ifndef BERTH_ALLOCATIONS_H
#define BERTH_ALLOCATIONS_H

// How often the calling thread has asked for memory since it began.
unsigned long berth_allocations(void);

#endif
