// An SFTP server, as little of it as is needed. libssh stays behind it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "connectors/sftp/settings.hpp"
#include "core/model/result.hpp"

namespace rosterd::sftp
{

struct RemoteFile {
    std::string name;
    std::uint64_t size = 0;
    std::uint64_t modified_s = 0; // since 1970
    bool operator==(const RemoteFile&) const = default;
};

class Server
{
public:
    // `settings` must outlive it. Errors: unauthorised (an unknown host key, with its fingerprint;
    // a refused login), transient (not reachable, no answer in time), cancelled.
    static model::Result<std::unique_ptr<Server>> open(const Settings& settings);
    virtual ~Server() = default;

    // The regular files of `folder`, all of them. Errors: also not_found.
    virtual model::Result<std::vector<RemoteFile>> files() = 0;
    // Writes the whole file to `local`, with its time. Errors: also transient, if it is another
    // than `file` says, now or at the end.
    virtual model::Result<void> fetch(const RemoteFile& file, const std::string& local) = 0;
    // To `remote_done`, under a name that is free there. False if the server refuses, or has
    // another file of that name by now.
    virtual bool put_away(const RemoteFile& file) = 0;
    // The same for whatever has this name.
    virtual bool put_away(const std::string& name) = 0;
};

} // namespace rosterd::sftp
