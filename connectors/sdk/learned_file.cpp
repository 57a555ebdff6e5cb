#include "connectors/sdk/learned_file.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

#include "connectors/sdk/csv_text.hpp"
#include "core/model/csv.hpp"

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;
using Values = std::map<std::string, std::string>;

constexpr std::string_view kMark = "\xEF\xBB\xBF"; // so that a spreadsheet program reads UTF-8
constexpr const char* kId = "employee_id";

struct Table {
    std::vector<std::string> names; // without employee_id
    std::map<std::string, Values> people;
};

model::Result<Table> table_in(const std::string& path)
{
    Table out;
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        return out; // not yet, or taken away
    }
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    text.erase(0, text.starts_with(kMark) ? kMark.size() : 0);
    bool is_ours = true;
    bool first = true;
    const auto fault = parse_csv(text, ',', [&](std::vector<std::string>& cells) {
        if (std::exchange(first, false)) {
            is_ours = cells.front() == kId;
            out.names.assign(cells.begin() + 1, cells.end());
            return;
        }
        is_ours = is_ours && cells.size() == out.names.size() + 1;
        for (std::size_t i = 0; is_ours && i < out.names.size(); ++i) {
            if (!cells[i + 1].empty()) {
                out.people[cells.front()][out.names[i]] = cells[i + 1];
            }
        }
    });
    if (fault || !is_ours) {
        return model::fail(ErrorKind::invalid, path + " is not what rosterd wrote there",
                           "take it away, or name another file in write_back: {path}");
    }
    return out;
}

std::string line_of(const std::string& first, const std::vector<std::string>& names,
                    const Values& values)
{
    std::string out = model::csv_cell(first);
    for (const std::string& name : names) {
        const auto found = values.find(name);
        out += "," + (found == values.end() ? "" : model::csv_cell(found->second));
    }
    return out + "\r\n";
}

std::string text_of(const Table& table)
{
    std::string out{kMark};
    Values headings;
    for (const std::string& name : table.names) {
        headings[name] = name;
    }
    out += line_of(kId, table.names, headings);
    for (const auto& [id, values] : table.people) {
        out += line_of(id, table.names, values);
    }
    return out;
}

tl::unexpected<model::Error> cant_write(const std::string& path)
{
    return model::fail(ErrorKind::transient, path + " can't be written: " + std::strerror(errno),
                       "let rosterd's account write into its folder");
}

// On the disk before it takes the file's place.
model::Result<void> replace(const std::string& path, const std::string& text)
{
    const std::string part = path + ".part";
    const int fd = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0640);
    if (fd < 0) {
        return cant_write(part);
    }
    std::string_view rest = text;
    ssize_t written = 0;
    while (!rest.empty() && (written = ::write(fd, rest.data(), rest.size())) > 0) {
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    const bool done = rest.empty() && ::fsync(fd) == 0;
    const int error = errno;
    ::close(fd);
    if (!done || ::rename(part.c_str(), path.c_str()) != 0) {
        errno = done ? errno : error;
        auto failure = cant_write(path);
        ::unlink(part.c_str());
        return failure;
    }
    return {};
}

} // namespace

model::Result<void> add_to_file(const std::string& path, const std::vector<Learned>& people)
{
    auto table = table_in(path);
    if (!table) {
        return tl::unexpected(table.error());
    }
    for (const Learned& person : people) {
        for (const auto& [name, value] : person.values) {
            if (std::ranges::find(table->names, name) == table->names.end()) {
                table->names.push_back(name);
            }
            table->people[person.employee_id][name] = value;
        }
    }
    return replace(path, text_of(*table));
}

std::vector<model::Result<void>> write_back_to_file(const std::string& path,
                                                    const std::vector<Learned>& people)
{
    return std::vector<model::Result<void>>(people.size(), add_to_file(path, people));
}

WriteBackKind file_write_back()
{
    return {{{"path", "path", true, "the CSV file that HR's side picks up", {}}}};
}

std::string write_back_path(const ConnectorContext& context)
{
    const std::string path = context.write_back.value("path", "");
    return path.empty()
               ? ""
               : (std::filesystem::path{context.base_dir} / path).lexically_normal().string();
}

} // namespace rosterd::sdk
