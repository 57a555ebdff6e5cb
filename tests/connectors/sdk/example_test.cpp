#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "connectors/sdk/test_kit.hpp"
#include "tests/connectors/sdk/example_connector.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{
namespace
{

std::string content_of(const std::string& path)
{
    std::ifstream in{std::string{ROSTERD_SOURCE_DIR} + "/" + path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

TEST(Example, KeepsTheContract)
{
    TemporaryFolder folder;
    folder.write("r.jsonl", "{\"employee_id\": \"E1\", \"name\": \"Ann\"}\n");
    ConnectorContext context;
    context.source = "hr";
    context.base_dir = folder.path();
    context.options = {{"path", "r.jsonl"}};

    EXPECT_THAT(
        contract_violations({[&] { return jsonl::kind().make(context).value(); },
                             [&] { folder.write("r.jsonl", "{\"employee_id\": \"E1\", \"na"); }}),
        ::testing::IsEmpty());
    EXPECT_THAT(kind_violations(jsonl::kind()), ::testing::IsEmpty());
}

TEST(Example, TheReadme_QuotesItAsItIsCompiled)
{
    const std::string readme = content_of("connectors/README.md");
    for (const char* file : {"tests/connectors/sdk/example_connector.hpp",
                             "tests/connectors/sdk/example_connector.cpp"}) {
        const std::string code = content_of(file);
        ASSERT_FALSE(code.empty());
        EXPECT_NE(readme.find("```cpp\n" + code + "```"), std::string::npos) << file;
    }
}

// A connector that breaks its promises is told so, one sentence for each.
class Forgetful final : public Connector
{
public:
    model::Result<ReadResult> read(const ReadRequest&, RecordSink& sink) override
    {
        static int reads = 0;
        model::Record record;
        record.fingerprint = static_cast<std::uint64_t>(++reads);
        sink.record(std::move(record));
        return ReadResult{};
    }
};

TEST(Contract, ABadConnector_IsTold)
{
    const auto violations =
        contract_violations({[] { return std::make_unique<Forgetful>(); }, [] {}});

    EXPECT_THAT(violations,
                ::testing::IsSupersetOf(
                    {"a record says which source it is from, and where in it", "a record has cells",
                     "a record with a fingerprint was asked about by known() first",
                     "the same data has the same fingerprints each time",
                     "a broken read is an error, never a short list"}));
}

} // namespace
} // namespace rosterd::sdk
