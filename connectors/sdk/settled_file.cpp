#include "connectors/sdk/settled_file.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;

ErrorKind kind_of_errno(int code)
{
    if (code == ENOENT || code == ENOTDIR) {
        return ErrorKind::not_found;
    }
    return code == EACCES || code == EPERM ? ErrorKind::unauthorised : ErrorKind::transient;
}

// A read lease is refused while somebody has the file open for writing.
bool is_open_for_writing(const std::string& file)
{
    const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    // A writer that comes while the lease is held breaks it with a signal; the default, SIGIO,
    // would end the process, SIGURG is ignored.
    ::fcntl(fd, F_SETSIG, SIGURG);
    const bool refused = ::fcntl(fd, F_SETLEASE, F_RDLCK) < 0;
    const bool open = refused && errno == EAGAIN;
    if (!refused) {
        ::fcntl(fd, F_SETLEASE, F_UNLCK);
    }
    ::close(fd);
    return open;
}

std::chrono::milliseconds age_of(const FileStamp& stamp)
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        now - std::chrono::nanoseconds{stamp.modified_ns});
}

void wait(const TableOptions& options, model::Duration time)
{
    if (options.pause) {
        options.pause(time);
    } else {
        std::this_thread::sleep_for(time);
    }
}

} // namespace

model::Result<FileStamp> stamp_of(const std::string& file)
{
    struct stat status{};
    if (::stat(file.c_str(), &status) != 0) {
        return model::fail(kind_of_errno(errno), file + ": " + std::strerror(errno),
                           "check the path and the permissions of the user rosterd runs as");
    }
    if (!S_ISREG(status.st_mode)) {
        return model::fail(ErrorKind::not_found, file + " is not a file", "name the file itself");
    }
    return FileStamp{status.st_dev, status.st_ino, static_cast<std::uint64_t>(status.st_size),
                     status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
}

model::Result<FileStamp> wait_until_settled(const std::string& file, const TableOptions& options)
{
    auto stamp = stamp_of(file);
    if (!stamp) {
        return stamp;
    }
    bool stable = age_of(*stamp) >= options.settle;
    const model::Duration step = std::max(options.settle, model::Duration{50});
    for (model::Duration waited{0};; waited += step) {
        if (stable && !is_open_for_writing(file)) {
            return stamp;
        }
        if (waited + step > options.patience) {
            return model::fail(ErrorKind::transient, file + " is still being written",
                               "it is read once it has been left alone; upload under another name "
                               "and rename when complete");
        }
        if (options.cancelled && options.cancelled()) {
            return model::fail(ErrorKind::cancelled, file + ": reading was stopped");
        }
        wait(options, step);
        auto next = stamp_of(file);
        if (!next) {
            return next;
        }
        stable = *next == *stamp;
        stamp = next;
    }
}

bool is_unfinished_name(std::string_view name)
{
    static constexpr std::array<std::string_view, 4> endings{".tmp", ".part", ".filepart",
                                                             ".crdownload"};
    return name.starts_with('.') || name.starts_with("~$") ||
           std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return name.ends_with(ending); });
}

} // namespace rosterd::sdk
