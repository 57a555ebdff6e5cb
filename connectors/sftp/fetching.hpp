// What is new on the server comes into the private folder; what was read is put away there.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "connectors/sftp/server.hpp"
#include "connectors/sftp/settings.hpp"

namespace rosterd::sftp
{

// What was fetched and is still on the server, by name. Kept in the private folder, so that nothing
// is fetched twice.
class Ledger
{
public:
    // Errors: transient, unauthorised.
    static model::Result<Ledger> load(const std::string& folder);
    model::Result<void> save(const std::string& folder) const;

    bool has(const RemoteFile& file) const;
    void add(const RemoteFile& file) { files_[file.name] = file; }
    void drop(const std::string& name) { files_.erase(name); }
    const std::map<std::string, RemoteFile>& files() const { return files_; }

private:
    std::map<std::string, RemoteFile> files_;
};

// Of `listed`, those that are read and complete as far as their names tell; signatures first.
std::vector<RemoteFile> wanted_of(const std::vector<RemoteFile>& listed, const Settings& settings);

// Puts away what was read, then fetches what is new; says how many files came. A file that changes
// between two looks is left for the next time. Errors: those of the server.
model::Result<std::size_t> fetch_new(Server& server, const Settings& settings);
// Only puts away what was read.
model::Result<void> put_read_away(Server& server, const Settings& settings);

} // namespace rosterd::sftp
