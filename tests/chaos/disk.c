/* A disk that is full, read-only, broken or slow, and a clock that somebody sets: loaded before the bot's own
 * libraries (LD_PRELOAD), told what to do through a small file that both sides have mapped. Only files whose path
 * begins with HUZZAH_DISK_PATH are concerned, so that logs are written all the same. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

struct control {
  int64_t writes_fail;   /* with this errno; 0: they don't */
  int64_t syncs_fail;    /* the same of fsync and fdatasync */
  int64_t sync_takes;    /* milliseconds */
  int64_t clock_is_off;  /* seconds */
};

static const struct control nothing;
static const volatile struct control *control = &nothing;
static const char *path;

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("HUZZAH_DISK_CONTROL");
  path = getenv("HUZZAH_DISK_PATH");
  int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  void *mapped = mmap(NULL, sizeof(struct control), PROT_READ, MAP_SHARED, file, 0);
  close(file);
  if (mapped != MAP_FAILED) control = mapped;
}

static void *real(const char *name) {
  return dlsym(RTLD_NEXT, name);
}

static int is_concerned(int file) {
  char link[64];
  char target[4096];
  if (path == NULL) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t const size = readlink(link, target, sizeof target - 1);
  if (size < 0) return 0;
  target[size] = 0;
  return strncmp(target, path, strlen(path)) == 0;
}

static int refuses(int file) {
  if (control->writes_fail == 0 || !is_concerned(file)) return 0;
  errno = (int)control->writes_fail;
  return 1;
}

ssize_t write(int file, const void *data, size_t size) {
  static ssize_t (*next)(int, const void *, size_t);
  if (next == NULL) next = real("write");
  return refuses(file) ? -1 : next(file, data, size);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t at) {
  static ssize_t (*next)(int, const void *, size_t, off64_t);
  if (next == NULL) next = real("pwrite64");
  return refuses(file) ? -1 : next(file, data, size, at);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t at) {
  return pwrite64(file, data, size, at);
}

static int sync_with(const char *name, int file) {
  int (*next)(int) = real(name);
  if (is_concerned(file)) {
    if (control->sync_takes > 0) {
      struct timespec rest = {control->sync_takes / 1000, control->sync_takes % 1000 * 1000000};
      clock_nanosleep(CLOCK_MONOTONIC, 0, &rest, NULL);
    }
    if (control->syncs_fail != 0) {
      errno = (int)control->syncs_fail;
      return -1;
    }
  }
  return next(file);
}

int fsync(int file) {
  return sync_with("fsync", file);
}

int fdatasync(int file) {
  return sync_with("fdatasync", file);
}

int clock_gettime(clockid_t which, struct timespec *now) {
  static int (*next)(clockid_t, struct timespec *);
  if (next == NULL) next = real("clock_gettime");
  int const done = next(which, now);
  if (done == 0 && which == CLOCK_REALTIME) now->tv_sec += control->clock_is_off;
  return done;
}
