// Notices that files or folders changed, by looking: that also works where the kernel tells
// nothing, as on network file systems.
#pragma once

#include <map>
#include <string>
#include <vector>

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

} // namespace rosterd::service
