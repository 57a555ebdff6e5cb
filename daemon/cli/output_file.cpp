#include "daemon/cli/output_file.hpp"

#include <filesystem>
#include <fstream>

namespace rosterd::cli
{

namespace
{

constexpr std::size_t kLooked = 4096;

bool begins_with_mark(const std::string& file, std::string_view mark)
{
    std::string head(kLooked, '\0');
    std::ifstream in{file, std::ios::binary};
    in.read(head.data(), static_cast<std::streamsize>(head.size()));
    head.resize(static_cast<std::size_t>(in.gcount()));
    return head.empty() || (!mark.empty() && head.find(mark) != std::string::npos);
}

} // namespace

model::Result<void> may_write(const std::string& file, std::string_view mark)
{
    std::error_code error;
    const auto status = std::filesystem::status(file, error);
    switch (status.type()) {
    case std::filesystem::file_type::not_found:
    case std::filesystem::file_type::character:
    case std::filesystem::file_type::fifo:
        return {};
    case std::filesystem::file_type::directory:
        return model::fail(model::ErrorKind::invalid, file + " is a directory",
                           "name a file in it");
    case std::filesystem::file_type::regular:
        if (begins_with_mark(file, mark)) {
            return {};
        }
        break;
    default:
        break;
    }
    return model::fail(model::ErrorKind::invalid,
                       file + " is there already, and is not what this command writes",
                       "another name, or move it away first");
}

} // namespace rosterd::cli
