// A folder that is gone after the test, and files in it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

namespace rosterd::sdk
{

class TemporaryFolder
{
public:
    TemporaryFolder()
    {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "rosterd-test-XXXXXX").string();
        path_ = ::mkdtemp(pattern.data());
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }

    // Written an hour ago, as far as its time tells.
    std::string write(const std::string& name, std::string_view content) const
    {
        std::filesystem::create_directories(std::filesystem::path{file(name)}.parent_path());
        std::ofstream out{file(name), std::ios::binary | std::ios::trunc};
        out << content;
        out.close();
        std::filesystem::last_write_time(file(name), std::filesystem::file_time_type::clock::now() -
                                                         std::chrono::hours{1});
        return file(name);
    }
    std::string content(const std::string& name) const
    {
        std::ifstream in{file(name), std::ios::binary};
        return {std::istreambuf_iterator<char>{in}, {}};
    }
    bool has(const std::string& name) const { return std::filesystem::exists(file(name)); }

private:
    std::string path_;
};

} // namespace rosterd::sdk
