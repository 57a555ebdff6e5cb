#include "core/state/lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "core/model/time.hpp"
#include "core/state/store.hpp"

namespace rosterd::state
{

namespace
{

std::string content_of(int descriptor)
{
    std::array<char, 256> text{};
    const ssize_t size = pread(descriptor, text.data(), text.size(), 0);
    return size > 0 ? std::string{text.data(), static_cast<std::size_t>(size)} : "another process";
}

std::string file_of(const std::string& path)
{
    return path + ".lock";
}

bool taken(int descriptor)
{
    if (flock(descriptor, LOCK_EX | LOCK_NB) == 0) {
        return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds{20}); // somebody may only be looking
    return flock(descriptor, LOCK_EX | LOCK_NB) == 0;
}

} // namespace

bool in_use(const std::string& path)
{
    const int descriptor = open(file_of(path).c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return errno != ENOENT;
    }
    const bool held = flock(descriptor, LOCK_SH | LOCK_NB) != 0;
    close(descriptor); // and with it the lock, if it was got
    return held;
}

model::Result<std::unique_ptr<Lock>> Lock::take(const std::string& path, const std::string& holder)
{
    const std::string file = file_of(path);
    const int descriptor = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return model::fail(model::ErrorKind::permanent, file + ": " + std::strerror(errno),
                           "a folder that exists and belongs to the account rosterd runs as");
    }
    if (!taken(descriptor)) {
        const std::string by = content_of(descriptor);
        close(descriptor);
        return model::fail(model::ErrorKind::conflict, "the state is in use by " + by,
                           "wait for it, or stop it; a running daemon syncs by itself");
    }
    const auto now =
        std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    const std::string text = holder + " (pid " + std::to_string(getpid()) + ", since " +
                             model::to_string(now).substr(0, 19) + "Z)";
    // Only a help for people: the lock is the kernel's, whatever the file says.
    if (ftruncate(descriptor, 0) != 0 ||
        pwrite(descriptor, text.data(), text.size(), 0) != static_cast<ssize_t>(text.size())) {
        close(descriptor);
        return model::fail(model::ErrorKind::permanent, file + " can't be written",
                           "is the disk full?");
    }
    return std::unique_ptr<Lock>{new Lock{descriptor}};
}

Lock::~Lock()
{
    close(descriptor_);
}

} // namespace rosterd::state
