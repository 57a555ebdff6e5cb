#include "connectors/sftp/server.hpp"

#include <array>
#include <optional>

#include <fcntl.h>
#include <libssh/libssh.h>
#include <libssh/sftp.h>
#include <sys/stat.h>
#include <unistd.h>

#include "connectors/sdk/watchdog.hpp"
#include "connectors/sftp/session.hpp"

namespace rosterd::sftp
{

namespace
{

using model::ErrorKind;

constexpr std::size_t kPiece = 32'768; // what a server must give at once
constexpr int kMostNames = 1000;

struct Free {
    void operator()(sftp_session_struct* one) const { sftp_free(one); }
    void operator()(sftp_attributes_struct* one) const { sftp_attributes_free(one); }
    void operator()(sftp_dir_struct* one) const { sftp_closedir(one); }
    void operator()(sftp_file_struct* one) const { sftp_close(one); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

class LocalFile
{
public:
    explicit LocalFile(const std::string& path)
        : fd_{::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)}
    {
    }
    ~LocalFile()
    {
        if (fd_ >= 0) {
            ::close(fd_);
        }
    }
    LocalFile(const LocalFile&) = delete;
    LocalFile& operator=(const LocalFile&) = delete;

    bool write(const char* bytes, std::size_t size) const
    {
        while (size > 0) {
            const ssize_t written = ::write(fd_, bytes, size);
            if (written <= 0) {
                return false;
            }
            bytes += written;
            size -= static_cast<std::size_t>(written);
        }
        return fd_ >= 0;
    }
    // Durable, with the time that it has on the server.
    bool finish(std::uint64_t modified_s) const
    {
        const timespec time{static_cast<time_t>(modified_s), 0};
        const std::array<timespec, 2> times{time, time};
        return fd_ >= 0 && ::futimens(fd_, times.data()) == 0 && ::fsync(fd_) == 0;
    }

private:
    int fd_;
};

class SshServer final : public Server
{
public:
    SshServer(const Settings& settings, Session session)
        : settings_{settings}, session_{std::move(session)},
          watchdog_{ssh_get_fd(session_.get()), settings.timeout, settings.cancelled}
    {
    }

    model::Result<void> begin()
    {
        sftp_.reset(sftp_new(session_.get()));
        if (!sftp_ || sftp_init(sftp_.get()) != SSH_OK) {
            return failed("speak SFTP");
        }
        return {};
    }

    model::Result<std::vector<RemoteFile>> files() override
    {
        watchdog_.touch();
        const Owned<sftp_dir_struct> folder{sftp_opendir(sftp_.get(), settings_.folder.c_str())};
        if (!folder) {
            return failed("open the folder");
        }
        std::vector<RemoteFile> out;
        for (;;) {
            watchdog_.touch();
            const Owned<sftp_attributes_struct> one{sftp_readdir(sftp_.get(), folder.get())};
            if (!one) {
                break;
            }
            if (one->type == SSH_FILEXFER_TYPE_REGULAR) {
                out.push_back({one->name, one->size, modified(*one)});
            }
        }
        if (sftp_dir_eof(folder.get()) == 0) {
            return failed("list the folder");
        }
        return out;
    }

    model::Result<void> fetch(const RemoteFile& file, const std::string& local) override
    {
        const std::string path = settings_.folder + "/" + file.name;
        const Owned<sftp_file_struct> from{sftp_open(sftp_.get(), path.c_str(), O_RDONLY, 0)};
        if (!from) {
            return failed("open " + file.name);
        }
        const LocalFile to{local};
        std::array<char, kPiece> piece{};
        std::uint64_t size = 0;
        for (;;) {
            watchdog_.touch();
            const auto got = sftp_read(from.get(), piece.data(), piece.size());
            if (got < 0) {
                return failed("fetch " + file.name);
            }
            if (got == 0) {
                break;
            }
            size += static_cast<std::uint64_t>(got);
            if (size > settings_.drop.table.max_bytes) {
                return model::fail(ErrorKind::invalid,
                                   settings_.address() + "/" + file.name + " is too large",
                                   "is it a roster?");
            }
            if (!to.write(piece.data(), static_cast<std::size_t>(got))) {
                return not_written(local);
            }
        }
        return finish(file, size, path, to, local);
    }

    bool put_away(const RemoteFile& file) override
    {
        watchdog_.touch();
        const std::string path = settings_.folder + "/" + file.name;
        const Owned<sftp_attributes_struct> now{sftp_stat(sftp_.get(), path.c_str())};
        return now && RemoteFile{file.name, now->size, modified(*now)} == file &&
               put_away(file.name);
    }

    bool put_away(const std::string& name) override
    {
        watchdog_.touch();
        sftp_mkdir(sftp_.get(), settings_.remote_done.c_str(), 0755); // most often it is there
        const std::string from = settings_.folder + "/" + name;
        for (int number = 1; number < kMostNames; ++number) {
            watchdog_.touch();
            const std::string to = settings_.remote_done + "/" + name +
                                   (number == 1 ? "" : "." + std::to_string(number));
            const Owned<sftp_attributes_struct> taken{sftp_stat(sftp_.get(), to.c_str())};
            if (!taken) {
                return sftp_rename(sftp_.get(), from.c_str(), to.c_str()) == SSH_OK;
            }
        }
        return false;
    }

private:
    static std::uint64_t modified(const sftp_attributes_struct& one)
    {
        return one.mtime64 != 0 ? one.mtime64 : one.mtime;
    }

    // It may have been written to meanwhile.
    model::Result<void> finish(const RemoteFile& file, std::uint64_t size, const std::string& path,
                               const LocalFile& to, const std::string& local)
    {
        const Owned<sftp_attributes_struct> now{sftp_stat(sftp_.get(), path.c_str())};
        if (!now) {
            return failed("look at " + file.name);
        }
        if (size != file.size || now->size != file.size || modified(*now) != file.modified_s) {
            return model::fail(ErrorKind::transient,
                               settings_.address() + "/" + file.name +
                                   " changed while it was fetched",
                               "it is fetched again once it has been left alone");
        }
        return to.finish(file.modified_s) ? model::Result<void>{} : not_written(local);
    }

    static tl::unexpected<model::Error> not_written(const std::string& local)
    {
        return model::fail(ErrorKind::transient, local + " can't be written",
                           "check the room and the permissions of the folder `spool`");
    }

    tl::unexpected<model::Error> failed(const std::string& doing)
    {
        const std::string what = settings_.address() + ": " + doing + ": ";
        if (settings_.cancelled()) {
            return model::fail(ErrorKind::cancelled, what + "stopped on request");
        }
        if (watchdog_.was_too_long()) {
            return model::fail(ErrorKind::transient, what + "no answer in time",
                               "look at the server's load, or raise `timeout`");
        }
        const int code = sftp_ ? sftp_get_error(sftp_.get()) : 0;
        if (code == SSH_FX_NO_SUCH_FILE || code == SSH_FX_NO_SUCH_PATH) {
            return model::fail(ErrorKind::not_found, what + "it is not there", "check `folder`");
        }
        if (code == SSH_FX_PERMISSION_DENIED) {
            return model::fail(ErrorKind::unauthorised, what + "the server forbids it",
                               "give the user the right to read there");
        }
        return model::fail(ErrorKind::transient, what + ssh_get_error(session_.get()),
                           "the connection broke; it is tried again at the next read");
    }

    const Settings& settings_;
    Session session_;
    sdk::Watchdog watchdog_;
    Owned<sftp_session_struct> sftp_;
};

} // namespace

model::Result<std::unique_ptr<Server>> Server::open(const Settings& settings)
{
    if (settings.cancelled()) {
        return model::fail(ErrorKind::cancelled, settings.address() + ": stopped on request");
    }
    auto session = log_in(settings);
    if (!session) {
        return tl::unexpected(session.error());
    }
    auto server = std::make_unique<SshServer>(settings, std::move(*session));
    if (auto begun = server->begin(); !begun) {
        return tl::unexpected(begun.error());
    }
    return server;
}

} // namespace rosterd::sftp
