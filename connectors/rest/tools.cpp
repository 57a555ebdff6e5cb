#include "connectors/rest/tools.hpp"

#include <fstream>
#include <iterator>

#include "connectors/rest/presets.hpp"
#include "connectors/rest/rest_connector.hpp"
#include "connectors/rest/settings.hpp"
#include "core/model/nearest.hpp"

namespace rosterd::rest
{

namespace
{

std::optional<std::string> text_of_file(const std::string& path, Faults& faults)
{
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        faults.push_back({path, {}, "the file can't be read", "the path of a file that is there"});
        return std::nullopt;
    }
    return std::string{std::istreambuf_iterator<char>{file}, {}};
}

// Takes so many people, and says that it has enough.
class FirstRecords final : public sdk::RecordSink
{
public:
    explicit FirstRecords(std::size_t limit) : limit_{limit} {}

    bool known(std::uint64_t, std::uint32_t) override { return enough(); }
    void record(model::Record record) override
    {
        people_ += record.kind == model::RecordKind::person ? 1 : 0;
        out.records.push_back(std::move(record));
    }
    void tombstone(std::string, model::Origin) override {}
    void finding(model::Finding finding) override { out.findings.push_back(std::move(finding)); }
    void restart() override
    {
        out = {};
        people_ = 0;
    }
    bool enough() const { return people_ >= limit_; }

    Preview out;

private:
    std::size_t limit_, people_ = 0;
};

} // namespace

std::optional<std::string> text_of_preset(const std::string& name, Faults& faults)
{
    std::vector<std::string_view> names;
    std::string all;
    for (const Preset& preset : presets()) {
        if (preset.name == name) {
            return std::string{preset.text};
        }
        names.push_back(preset.name);
        all += (all.empty() ? "" : ", ") + std::string{preset.name};
    }
    const std::string near = model::nearest(name, names);
    faults.push_back({"preset",
                      {},
                      "there is no preset '" + name + "'",
                      near.empty() ? "one of: " + all : "'" + near + "'"});
    return std::nullopt;
}

std::optional<std::string> text_of_definition(const std::string& path, Faults& faults)
{
    return text_of_file(path, faults);
}

std::shared_ptr<Definition> load_preset(const std::string& name, Faults& faults)
{
    const auto text = text_of_preset(name, faults);
    return text ? parse_definition(*text, name, faults) : std::make_shared<Definition>();
}

std::shared_ptr<Definition> load_definition(const std::string& path, Faults& faults)
{
    const auto text = text_of_file(path, faults);
    return text ? parse_definition(*text, path, faults) : std::make_shared<Definition>();
}

Recording load_recording(const std::string& path, Faults& faults)
{
    const auto text = text_of_file(path, faults);
    return text ? parse_recording(*text, path, faults) : Recording{};
}

model::Result<Preview> preview(std::shared_ptr<Definition> definition, const model::Json& settings,
                               Wire wire, std::size_t limit)
{
    const auto whole = settings_for(*definition, settings);
    if (!whole) {
        return tl::unexpected(whole.error());
    }
    FirstRecords sink{limit};
    wire.cancelled = [&sink, outer = wire.cancelled] { return sink.enough() || outer(); };
    const auto result = make_connector("preview", std::move(definition), *whole, std::move(wire))
                            ->read({true, ""}, sink);
    if (!result && !sink.enough()) {
        return tl::unexpected(result.error());
    }
    sink.out.notes = result ? result->notes : "";
    return std::move(sink.out);
}

} // namespace rosterd::rest
