#include "connectors/sdk/xlsx_archive.hpp"

#include <zip.h>

namespace rosterd::sdk
{

namespace
{

using model::ErrorKind;
using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;
using Entry = std::unique_ptr<zip_file_t, decltype(&zip_fclose)>;

constexpr std::uint64_t kMaxRatio = 1000;          // unpacked to packed; deflate's limit is 1032
constexpr std::uint64_t kRatioMatters = 64u << 20; // below this no ratio does harm
constexpr std::uint64_t kMaxIndex = 64u << 20;     // workbook, relations, styles: held as a whole

std::uint64_t size_of(zip_t* archive, const std::string& part)
{
    zip_stat_t status;
    zip_stat_init(&status);
    return zip_stat(archive, part.c_str(), 0, &status) == 0 ? status.size : 0;
}

// Unpacks a part piece by piece. The size that the archive states for it need not be true.
PullBytes unpacking(const std::string& file, Entry entry, std::uint64_t stated_size)
{
    return [file, entry = std::shared_ptr<zip_file_t>{std::move(entry)}, stated_size,
            total = std::uint64_t{0}](std::span<char> to) mutable -> model::Result<std::size_t> {
        const zip_int64_t got = zip_fread(entry.get(), to.data(), to.size());
        if (got < 0) {
            return broken_workbook(file, "a part of it can't be unpacked");
        }
        total += static_cast<std::uint64_t>(got);
        if (total > stated_size) {
            return broken_workbook(file, "it unpacks to more than it says");
        }
        return static_cast<std::size_t>(got);
    };
}

class ZippedParts final : public XlsxArchive
{
public:
    ZippedParts(std::string file, Archive archive)
        : file_{std::move(file)}, archive_{std::move(archive)}
    {
    }

    model::Result<void> check_sizes(std::uint64_t max_bytes) const;
    model::Result<std::string> whole(const std::string& part) override;
    model::Result<XlsxElements> elements(const std::string& part, const std::string& name) override;

private:
    std::string file_;
    Archive archive_;
};

model::Result<void> ZippedParts::check_sizes(std::uint64_t max_bytes) const
{
    std::uint64_t total = 0;
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t status;
        zip_stat_init(&status);
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &status) != 0) {
            return broken_workbook(file_, "its list of parts can't be read");
        }
        total += status.size;
        if (status.size > max_bytes || total > max_bytes ||
            (status.size > kRatioMatters && status.size / kMaxRatio > status.comp_size)) {
            return model::fail(ErrorKind::invalid,
                               file_ + " unpacks to far more than a roster can be",
                               "is it the right file? save it as CSV if it is");
        }
    }
    return {};
}

model::Result<std::string> ZippedParts::whole(const std::string& part)
{
    const std::uint64_t size = size_of(archive_.get(), part);
    const Entry entry{zip_fopen(archive_.get(), part.c_str(), 0), &zip_fclose};
    if (!entry || size > kMaxIndex) {
        return broken_workbook(file_, part + (entry ? " is too large" : " is missing"));
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    const zip_int64_t got = zip_fread(entry.get(), text.data(), text.size());
    if (got != static_cast<zip_int64_t>(text.size())) {
        return broken_workbook(file_, part + " can't be read");
    }
    return text;
}

model::Result<XlsxElements> ZippedParts::elements(const std::string& part, const std::string& name)
{
    Entry entry{zip_fopen(archive_.get(), part.c_str(), 0), &zip_fclose};
    if (!entry) {
        return broken_workbook(file_, part + " is missing");
    }
    return XlsxElements{file_, name,
                        unpacking(file_, std::move(entry), size_of(archive_.get(), part))};
}

} // namespace

model::Result<std::unique_ptr<XlsxArchive>> XlsxArchive::open(const std::string& file,
                                                              std::uint64_t max_bytes)
{
    int code = 0;
    Archive archive{zip_open(file.c_str(), ZIP_RDONLY, &code), &zip_discard};
    if (!archive) {
        return broken_workbook(file, "the archive can't be opened");
    }
    auto parts = std::make_unique<ZippedParts>(file, std::move(archive));
    if (auto sized = parts->check_sizes(max_bytes); !sized) {
        return tl::unexpected(sized.error());
    }
    return parts;
}

} // namespace rosterd::sdk
