// The folder itself: which files wait, and where they go afterwards. Nothing is ever overwritten.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/json.hpp"
#include "core/model/result.hpp"

namespace rosterd::sdk
{

// Which names are read, and what they hold. A pattern is "*.csv", its case does not matter; the
// first that fits counts, the full ones before the others.
struct NamePatterns {
    std::vector<std::string> full;    // the whole roster
    std::vector<std::string> changes; // who is missing did not change
};

struct WaitingFile {
    std::string name;
    bool full = false;
};

// Whether it is read, and as what. What an upload program is still filling has another name and is
// left out.
std::optional<WaitingFile> waiting_file(const std::string& name, const NamePatterns& patterns);

// In the order in which they were meant (name_order.hpp), the newest last. Where some files are
// full and some are changes, what stands for the wildcards is compared: "changes-2026-11-22.csv"
// before "roster-2026-11-23.csv"; of two that say the same the full one stands first.
void put_in_order(std::vector<WaitingFile>& files, const NamePatterns& patterns);

// The files in `folder` that are read, in order. Errors: not_found, unauthorised, transient.
model::Result<std::vector<WaitingFile>> waiting_files(const std::string& folder,
                                                      const NamePatterns& patterns);

// "NAME|SIZE|HASH": the same for the same content under the same name. Errors: not_found,
// transient.
model::Result<std::string> identity_of(const std::string& folder, const std::string& name);

// Moves `folder`/`name` to the folder `to` under a name that is free there, and writes `result`
// beside it as NAME.result.json, before the file moves. Errors: what the file system says.
model::Result<std::string> put_away(const std::string& folder, const std::string& name,
                                    const std::string& to, const model::Json& result);

} // namespace rosterd::sdk
