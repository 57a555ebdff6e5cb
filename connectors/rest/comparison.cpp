#include "connectors/rest/comparison.hpp"

#include <algorithm>

#include "connectors/rest/position.hpp"

namespace rosterd::rest
{

namespace
{

using Problems = std::vector<std::string>;

std::string listed(const Cells& cells)
{
    std::string out;
    for (const auto& [heading, text] : cells) {
        out += (out.empty() ? "" : ", ") + heading + ": " + text;
    }
    return "{" + out + "}";
}

void compare_records(const std::string& what, std::vector<Cells> expected,
                     const std::vector<Cells>& got, Problems& problems)
{
    for (std::size_t i = 0; i < std::max(expected.size(), got.size()); ++i) {
        if (i < expected.size()) {
            std::sort(expected[i].begin(), expected[i].end());
        }
        const std::string should = i < expected.size() ? listed(expected[i]) : "nothing";
        const std::string is = i < got.size() ? listed(got[i]) : "nothing";
        if (should != is) {
            problems.push_back(what + " " + std::to_string(i + 1) + " should be " + should +
                               " and is " + is);
        }
    }
}

} // namespace

std::vector<Cells> cells_of(const sdk::RememberingSink& sink, model::RecordKind kind)
{
    std::vector<Cells> out;
    for (const model::Record& record : sink.records) {
        if (record.kind == kind) {
            Cells& cells = out.emplace_back();
            for (const model::Cell& cell : record.cells) {
                cells.emplace_back(cell.heading, cell.text);
            }
            std::sort(cells.begin(), cells.end());
        }
    }
    return out;
}

void compare_watermarks(const Expected& expected, const std::string& cursor,
                        std::uint64_t definition, Problems& problems)
{
    const Position position = position_of(cursor, definition);
    for (const auto& [stream, watermark] : expected.watermarks) {
        const auto found = position.watermarks.find(stream);
        const std::string is = found == position.watermarks.end() ? "none" : found->second;
        if (is != watermark) {
            problems.push_back("the watermark of " + stream + " should be " + watermark +
                               " and is " + is);
        }
    }
}

void compare_error(const Expected& expected, const model::Result<sdk::ReadResult>& result,
                   Problems& problems)
{
    if (result) {
        problems.emplace_back("the read should fail, and did not");
    } else if (result.error().kind != *expected.error ||
               result.error().message.find(expected.message) == std::string::npos) {
        problems.push_back("the read should fail otherwise than so: " + result.error().message);
    }
}

void compare(const Expected& expected, const sdk::ReadResult& result,
             const sdk::RememberingSink& sink, Problems& problems)
{
    if (result.completeness != expected.completeness) {
        problems.emplace_back(expected.completeness == sdk::Completeness::complete
                                  ? "the read should be complete, and is of changes"
                                  : "the read should be of changes, and is complete");
    }
    compare_records("person", expected.people, cells_of(sink, model::RecordKind::person), problems);
    if (expected.names_departments) {
        compare_records("department", expected.departments,
                        cells_of(sink, model::RecordKind::department), problems);
    }
    if (sink.tombstones != expected.gone) {
        Cells should, are;
        for (const std::string& id : expected.gone) {
            should.emplace_back("gone", id);
        }
        for (const std::string& id : sink.tombstones) {
            are.emplace_back("gone", id);
        }
        problems.push_back("gone should be " + listed(should) + " and are " + listed(are));
    }
    for (const model::Finding& finding : sink.findings) {
        problems.push_back(finding.origin.where + ": " + finding.field + ": " + finding.message);
    }
}

} // namespace rosterd::rest
