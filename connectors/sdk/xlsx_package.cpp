#include "connectors/sdk/xlsx_package.hpp"

#include <map>

#include "connectors/sdk/xlsx_xml.hpp"

namespace rosterd::sdk
{

namespace
{

class PackageLoader
{
public:
    PackageLoader(const std::string& file, XlsxArchive& archive) : file_{file}, archive_{archive} {}

    model::Result<XlsxPackage> load();

private:
    using Relations = std::map<std::string, std::pair<std::string, std::string>>; // id: type, part
    model::Result<pugi::xml_document> document(const std::string& part);
    model::Result<Relations> relations_of(const std::string& part);
    model::Result<void> load_styles(const std::string& part);
    model::Result<void> load_strings(const std::string& part);
    void load_sheets(const pugi::xml_node& workbook, const Relations& relations);

    const std::string& file_;
    XlsxArchive& archive_;
    XlsxPackage out_;
};

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

model::Result<pugi::xml_document> PackageLoader::document(const std::string& part)
{
    const auto text = archive_.whole(part);
    if (!text) {
        return tl::unexpected(text.error());
    }
    pugi::xml_document parsed;
    if (!parsed.load_buffer(text->data(), text->size())) {
        return broken_workbook(file_, part + " can't be read");
    }
    return parsed;
}

model::Result<PackageLoader::Relations> PackageLoader::relations_of(const std::string& part)
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

model::Result<XlsxPackage> PackageLoader::load()
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
    out_.has_1904_dates = child_of(root, "workbookPr").attribute("date1904").as_bool();
    load_sheets(root, *relations);
    for (const auto& [id, relation] : *relations) {
        model::Result<void> loaded;
        if (relation.first == "styles") {
            loaded = load_styles(relation.second);
        } else if (relation.first == "sharedStrings") {
            loaded = load_strings(relation.second);
        }
        if (!loaded) {
            return tl::unexpected(loaded.error());
        }
    }
    return std::move(out_);
}

void PackageLoader::load_sheets(const pugi::xml_node& workbook, const Relations& relations)
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
            out_.sheets.push_back({sheet.attribute("name").as_string(), relation->second.second,
                                   state == "hidden" || state == "veryHidden"});
        }
    }
}

model::Result<void> PackageLoader::load_styles(const std::string& part)
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
        out_.formats.push_back({id, code == codes.end() ? "" : code->second});
    }
    return {};
}

model::Result<void> PackageLoader::load_strings(const std::string& part)
{
    auto items = archive_.elements(part, "si");
    if (!items) {
        return tl::unexpected(items.error());
    }
    for (;;) {
        const auto item = items->next();
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
            return broken_workbook(file_, part + " can't be read");
        }
        out_.strings.push_back(text_in(parsed.document_element()));
    }
}

} // namespace

model::Result<XlsxPackage> load_package(const std::string& file, XlsxArchive& archive)
{
    return PackageLoader{file, archive}.load();
}

} // namespace rosterd::sdk
