#include "daemon/cli/annotate.hpp"

#include <fstream>
#include <map>
#include <string_view>

#include "core/model/csv.hpp"

namespace rosterd::cli
{

namespace
{

using model::csv_cell;

std::string words(const model::Finding& finding)
{
    std::string out{model::to_string(finding.severity)};
    out += ": " + (finding.column.empty() ? "" : finding.column + ": ") + finding.message;
    return finding.hint.empty() ? out : out + " (" + finding.hint + ")";
}

} // namespace

std::string annotated_csv(const std::vector<model::Record>& records,
                          const std::vector<model::Finding>& findings)
{
    std::map<std::string, std::string> by_place;
    for (const model::Finding& finding : findings) {
        std::string& all = by_place[finding.origin.where];
        all += (all.empty() ? "" : "; ") + words(finding);
    }
    std::string out = "\xEF\xBB\xBF";
    if (!records.empty()) {
        for (const model::Cell& one : records.front().cells) {
            out += csv_cell(one.heading) + ",";
        }
    }
    out += csv_cell("findings") + "\r\n";
    for (const model::Record& record : records) {
        for (const model::Cell& one : record.cells) {
            out += csv_cell(one.text) + ",";
        }
        const auto found = by_place.find(record.origin.where);
        out += csv_cell(found == by_place.end() ? "" : found->second) + "\r\n";
    }
    return out;
}

model::Result<void> write_annotated(const std::string& file,
                                    const std::vector<model::Record>& records,
                                    const std::vector<model::Finding>& findings)
{
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << annotated_csv(records, findings);
    if (!out.flush()) {
        return model::fail(model::ErrorKind::transient, "could not write " + file,
                           "a folder that exists and may be written to");
    }
    return {};
}

} // namespace rosterd::cli
