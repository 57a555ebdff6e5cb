#include "connectors/sdk/xlsx_package.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <zip.h>

#include "connectors/sdk/xlsx_cell.hpp"
#include "connectors/sdk/xlsx_xml.hpp"

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
constexpr std::size_t kMaxElement = 4u << 20;      // one row, or one shared string

tl::unexpected<model::Error> broken(const std::string& file, const std::string& what)
{
    return model::fail(ErrorKind::invalid, file + " is not a sound workbook: " + what,
                       "open it in the spreadsheet program and save it again as .xlsx");
}

struct PartSize {
    std::uint64_t size = 0, packed = 0;
};

PartSize size_of(zip_t* archive, const std::string& part)
{
    zip_stat_t status;
    zip_stat_init(&status);
    if (zip_stat(archive, part.c_str(), 0, &status) != 0) {
        return {};
    }
    return {status.size, status.comp_size};
}

// The elements of one part, cut out of the unpacked stream as they come by.
class StreamedElements final : public XlsxPackage::Elements
{
public:
    StreamedElements(std::string file, Entry entry, std::string name, std::uint64_t limit)
        : file_{std::move(file)}, entry_{std::move(entry)}, name_{std::move(name)}, limit_{limit}
    {
    }

    model::Result<std::optional<std::string_view>> next() override
    {
        for (;;) {
            if (const auto begin = find_begin()) {
                at_ = *begin;
                if (const auto end = find_end()) {
                    const std::string_view element{buffer_.data() + at_, *end - at_};
                    at_ = *end;
                    return element;
                }
            } else {
                // What is left may be the first half of an opening tag.
                at_ = std::max(at_, buffer_.size() - std::min<std::size_t>(buffer_.size(), 64));
            }
            if (buffer_.size() - at_ > kMaxElement) {
                return broken(file_, "a single " + name_ + " is larger than 4 MiB");
            }
            const auto more = refill();
            if (!more) {
                return tl::unexpected(more.error());
            }
            if (!*more) {
                return finish();
            }
        }
    }

private:
    // Where the next "<name" or "<prefix:name" begins.
    std::optional<std::size_t> find_begin()
    {
        for (std::size_t open = buffer_.find('<', at_); open != std::string::npos;
             open = buffer_.find('<', open + 1)) {
            const std::size_t end = buffer_.find_first_of(" \t\r\n/>", open + 1);
            if (end == std::string::npos) {
                return std::nullopt;
            }
            tag_ = buffer_.substr(open + 1, end - open - 1);
            if (local_name(tag_) == name_) {
                return open;
            }
        }
        return std::nullopt;
    }

    std::optional<std::size_t> find_end() const
    {
        const std::size_t close = buffer_.find('>', at_);
        if (close == std::string::npos) {
            return std::nullopt;
        }
        if (buffer_[close - 1] == '/') {
            return close + 1;
        }
        const std::string closing = "</" + tag_ + ">";
        const std::size_t end = buffer_.find(closing, close);
        return end == std::string::npos ? std::nullopt : std::optional{end + closing.size()};
    }

    model::Result<bool> refill()
    {
        buffer_.erase(0, at_);
        at_ = 0;
        std::array<char, 64 * 1024> chunk{};
        const zip_int64_t got = zip_fread(entry_.get(), chunk.data(), chunk.size());
        if (got < 0) {
            return broken(file_, "a part of it can't be unpacked");
        }
        total_ += static_cast<std::uint64_t>(got);
        if (total_ > limit_) { // the size the archive states need not be true
            return broken(file_, "it unpacks to more than it says");
        }
        tail_.append(chunk.data(), static_cast<std::size_t>(got));
        tail_.erase(0, tail_.size() - std::min<std::size_t>(tail_.size(), 32));
        buffer_.append(chunk.data(), static_cast<std::size_t>(got));
        return got > 0;
    }

    model::Result<std::optional<std::string_view>> finish()
    {
        // A part that was cut short ends in the middle of an element.
        if (find_begin() || tail_.find_last_not_of(" \t\r\n") == std::string::npos ||
            tail_[tail_.find_last_not_of(" \t\r\n")] != '>') {
            return broken(file_, "it ends in the middle of a " + name_);
        }
        return std::optional<std::string_view>{};
    }

    std::string file_;
    Entry entry_;
    std::string name_, tag_, buffer_, tail_;
    std::size_t at_ = 0;
    std::uint64_t limit_, total_ = 0;
};

class ZippedPackage final : public XlsxPackage
{
public:
    ZippedPackage(std::string file, Archive archive)
        : file_{std::move(file)}, archive_{std::move(archive)}
    {
    }

    model::Result<void> check_sizes(std::uint64_t max_bytes) const;
    model::Result<void> load();

    const std::vector<Sheet>& sheets() const override { return sheets_; }
    bool has_1904_dates() const override { return has_1904_dates_; }
    const std::vector<std::string>& strings() const override { return strings_; }
    const std::vector<Format>& formats() const override { return formats_; }
    model::Result<std::unique_ptr<Elements>> elements(const std::string& part,
                                                      const std::string& name) override;

private:
    using Relations = std::map<std::string, std::pair<std::string, std::string>>; // id: type, part
    model::Result<pugi::xml_document> document(const std::string& part);
    model::Result<Relations> relations_of(const std::string& part);
    model::Result<void> load_styles(const std::string& part);
    model::Result<void> load_strings(const std::string& part);
    void load_sheets(const pugi::xml_node& workbook, const Relations& relations);

    std::string file_;
    Archive archive_;
    std::vector<Sheet> sheets_;
    std::vector<std::string> strings_;
    std::vector<Format> formats_;
    bool has_1904_dates_ = false;
};

model::Result<void> ZippedPackage::check_sizes(std::uint64_t max_bytes) const
{
    std::uint64_t total = 0;
    const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        zip_stat_t status;
        zip_stat_init(&status);
        if (zip_stat_index(archive_.get(), static_cast<zip_uint64_t>(i), 0, &status) != 0) {
            return broken(file_, "its list of parts can't be read");
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

model::Result<pugi::xml_document> ZippedPackage::document(const std::string& part)
{
    const PartSize size = size_of(archive_.get(), part);
    const Entry entry{zip_fopen(archive_.get(), part.c_str(), 0), &zip_fclose};
    if (!entry || size.size > kMaxIndex) {
        return broken(file_, part + (entry ? " is too large" : " is missing"));
    }
    std::string text(static_cast<std::size_t>(size.size), '\0');
    const zip_int64_t got = zip_fread(entry.get(), text.data(), text.size());
    pugi::xml_document parsed;
    if (got != static_cast<zip_int64_t>(text.size()) ||
        !parsed.load_buffer(text.data(), text.size())) {
        return broken(file_, part + " can't be read");
    }
    return parsed;
}

std::string folder_of(const std::string& part)
{
    return part.substr(0, part.rfind('/') + 1);
}

// "worksheets/sheet1.xml" of "xl/workbook.xml", "/xl/..." from the top, "../" one up.
std::string resolved(const std::string& from, std::string target)
{
    if (target.starts_with('/')) {
        return target.substr(1);
    }
    std::string folder = folder_of(from);
    while (target.starts_with("../")) {
        target.erase(0, 3);
        folder = folder.empty() ? "" : folder_of(folder.substr(0, folder.size() - 1));
    }
    return folder + target;
}

model::Result<ZippedPackage::Relations> ZippedPackage::relations_of(const std::string& part)
{
    const std::string folder = folder_of(part);
    auto parsed = document(folder + "_rels/" + part.substr(folder.size()) + ".rels");
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    Relations relations;
    for (const pugi::xml_node one : parsed->document_element().children()) {
        const std::string type = one.attribute("Type").as_string();
        relations[one.attribute("Id").as_string()] = {
            type.substr(type.rfind('/') + 1), resolved(part, one.attribute("Target").as_string())};
    }
    return relations;
}

model::Result<void> ZippedPackage::load()
{
    auto top = relations_of("");
    if (!top) {
        return tl::unexpected(top.error());
    }
    std::string workbook;
    for (const auto& [id, relation] : *top) {
        workbook = relation.first == "officeDocument" ? relation.second : workbook;
    }
    auto parsed = document(workbook);
    auto relations = parsed ? relations_of(workbook) : model::Result<Relations>{Relations{}};
    if (!parsed || !relations) {
        return tl::unexpected(parsed ? relations.error() : parsed.error());
    }
    const pugi::xml_node root = parsed->document_element();
    has_1904_dates_ = child_of(root, "workbookPr").attribute("date1904").as_bool();
    load_sheets(root, *relations);
    for (const auto& [id, relation] : *relations) {
        model::Result<void> loaded;
        if (relation.first == "styles") {
            loaded = load_styles(relation.second);
        } else if (relation.first == "sharedStrings") {
            loaded = load_strings(relation.second);
        }
        if (!loaded) {
            return loaded;
        }
    }
    return {};
}

void ZippedPackage::load_sheets(const pugi::xml_node& workbook, const Relations& relations)
{
    for (const pugi::xml_node sheet : child_of(workbook, "sheets").children()) {
        std::string id;
        for (const pugi::xml_attribute attribute : sheet.attributes()) {
            const std::string_view name = attribute.name();
            id = name.ends_with(":id") ? attribute.as_string() : id;
        }
        const auto relation = relations.find(id);
        if (relation != relations.end() && relation->second.first == "worksheet") {
            const std::string_view state = sheet.attribute("state").as_string();
            sheets_.push_back({sheet.attribute("name").as_string(), relation->second.second,
                               state == "hidden" || state == "veryHidden"});
        }
    }
}

model::Result<void> ZippedPackage::load_styles(const std::string& part)
{
    auto parsed = document(part);
    if (!parsed) {
        return tl::unexpected(parsed.error());
    }
    std::map<int, std::string> codes;
    const pugi::xml_node root = parsed->document_element();
    for (const pugi::xml_node format : child_of(root, "numFmts").children()) {
        codes[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").as_string();
    }
    for (const pugi::xml_node style : child_of(root, "cellXfs").children()) {
        const int id = style.attribute("numFmtId").as_int();
        const auto code = codes.find(id);
        formats_.push_back({id, code == codes.end() ? "" : code->second});
    }
    return {};
}

// A shared string is plain text or runs of rich text; how it is pronounced (rPh) is not part of it.
std::string string_of(const pugi::xml_node& item)
{
    std::string text;
    for (const pugi::xml_node child : item.children()) {
        const std::string_view name = local_name(child.name());
        if (name == "t") {
            text += child.child_value();
        } else if (name == "r") {
            text += child_of(child, "t").child_value();
        }
    }
    return unescape_xlsx(text);
}

model::Result<void> ZippedPackage::load_strings(const std::string& part)
{
    auto items = elements(part, "si");
    if (!items) {
        return tl::unexpected(items.error());
    }
    for (;;) {
        const auto item = (*items)->next();
        if (!item) {
            return tl::unexpected(item.error());
        }
        if (!*item) {
            return {};
        }
        pugi::xml_document parsed;
        constexpr unsigned keep_blanks = pugi::parse_default | pugi::parse_ws_pcdata_single;
        if (!parsed.load_buffer((*item)->data(), (*item)->size(), keep_blanks,
                                pugi::encoding_utf8)) {
            return broken(file_, part + " can't be read");
        }
        strings_.push_back(string_of(parsed.document_element()));
    }
}

model::Result<std::unique_ptr<XlsxPackage::Elements>>
ZippedPackage::elements(const std::string& part, const std::string& name)
{
    Entry entry{zip_fopen(archive_.get(), part.c_str(), 0), &zip_fclose};
    if (!entry) {
        return broken(file_, part + " is missing");
    }
    return std::make_unique<StreamedElements>(file_, std::move(entry), name,
                                              size_of(archive_.get(), part).size);
}

} // namespace

model::Result<std::unique_ptr<XlsxPackage>> XlsxPackage::open(const std::string& file,
                                                              std::uint64_t max_bytes)
{
    int code = 0;
    Archive archive{zip_open(file.c_str(), ZIP_RDONLY, &code), &zip_discard};
    if (!archive) {
        return broken(file, "the archive can't be opened");
    }
    auto package = std::make_unique<ZippedPackage>(file, std::move(archive));
    if (auto sized = package->check_sizes(max_bytes); !sized) {
        return tl::unexpected(sized.error());
    }
    if (auto loaded = package->load(); !loaded) {
        return tl::unexpected(loaded.error());
    }
    return package;
}

} // namespace rosterd::sdk
