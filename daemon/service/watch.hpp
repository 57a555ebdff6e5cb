// Notices that files or folders changed, by looking: that also works where the kernel tells
// nothing, as on network file systems.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "daemon/cycle/read.hpp"
#include "daemon/log/log.hpp"

namespace rosterd::service
{

class Watch
{
public:
    // Takes the present state as known; paths that do not exist yet are watched for.
    explicit Watch(std::vector<std::string> paths);

    // The paths that changed since the last look: appeared, vanished, another size, time or inode;
    // of a folder also its entries. Entries that begin with a dot do not count.
    std::vector<std::string> look();

private:
    std::map<std::string, std::string> known_; // path -> signature
};

// Of all sources. One whose connector fails to say is told of in the log, and read by the schedule.
std::vector<std::string> watched_paths(const std::vector<cycle::Source>& sources, log::Log& log);

} // namespace rosterd::service
