#include "connectors/sdk/plugin_loader.hpp"

#include <filesystem>
#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include "connectors/sdk/plugin.hpp"
#include "tests/connectors/sdk/temporary_folder.hpp"

namespace rosterd::sdk
{
namespace
{

using model::ErrorKind;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kPlugins = ROSTERD_PLUGINS;

model::Error refusal(const std::string& name, const std::string& folder = kPlugins)
{
    const auto kind = load_plugin(folder, name);
    return kind ? model::Error{ErrorKind::cancelled, "it was loaded", ""} : kind.error();
}

// The built plugins are copied, so that rights can be taken away.
struct PluginFolder : testing::Test {
    TemporaryFolder folder;
    std::string file = folder.path() + "/not_a_connector.so";

    void SetUp() override
    {
        std::filesystem::copy_file(kPlugins + "/not_a_connector.so", file);
        chmod(folder.path().c_str(), 0755);
        chmod(file.c_str(), 0755);
    }
};

TEST(PluginLoader, APluginOfAnotherVersion_IsRefusedWithBothVersions)
{
    const auto error = refusal("other_version");
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_EQ(error.message, kPlugins +
                                 "/other_version.so was built for version 7 of the connector "
                                 "interface, this rosterd has version " +
                                 std::to_string(kConnectorAbi));
    EXPECT_THAT(error.hint, StartsWith("build it again"));
}

TEST(PluginLoader, APluginWithOtherTypes_IsRefusedWithTheFirstThatDiffers)
{
    const auto error = refusal("other_types");
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_THAT(error.message, AllOf(HasSubstr("other_types.so was built with other types"),
                                     HasSubstr(": C++ ABI 1 where C++ ABI 10")));
}

TEST(PluginLoader, APluginThatIsAnotherConnector_IsRefusedWithBothNames)
{
    const auto error = refusal("other_name");
    EXPECT_THAT(error.message, HasSubstr("holds the connector 'acme', 'other_name' is needed"));
    EXPECT_THAT(error.hint, HasSubstr("acme.so"));
}

TEST(PluginLoader, AFileThatIsNoConnector_SaysWhatIsMissing)
{
    EXPECT_THAT(refusal("not_a_connector").message,
                HasSubstr("is no connector: it has no symbol rosterd_connector_plugin"));
}

TEST(PluginLoader, APluginThatLacksAFunction_NamesItAsItStandsInItsSource)
{
    const auto error = refusal("incomplete");
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_THAT(error.message, HasSubstr("is not complete: it needs acme::missing(int), which"));
}

TEST(PluginLoader, APluginThatFailsWhenAsked_IsRefusedWithItsWords)
{
    EXPECT_THAT(refusal("speechless").message, HasSubstr("failed to say what it is: no licence"));
}

TEST(PluginLoader, AFileThatIsNoSharedObject_SaysSo)
{
    TemporaryFolder folder;
    folder.write("text.so", std::string(200, 'x'));
    const auto error = refusal("text", folder.path());
    EXPECT_EQ(error.kind, ErrorKind::invalid);
    EXPECT_THAT(error.message, AllOf(HasSubstr("/text.so can't be loaded: "), HasSubstr("ELF")));
}

TEST(PluginLoader, WhatIsNotThere_IsNotFound)
{
    EXPECT_EQ(refusal("nobody").kind, ErrorKind::not_found);
    EXPECT_EQ(refusal("acme", "/nowhere/at/all").kind, ErrorKind::not_found);
    EXPECT_EQ(refusal("acme", "/nowhere/at/all").message, "/nowhere/at/all is not there");
}

TEST(PluginLoader, ANameThatLeadsOutOfTheFolder_IsNoName)
{
    for (const char* name : {"../plugins/other_name", "/etc/passwd", "", "acme.so", "Acme"}) {
        EXPECT_EQ(refusal(name).kind, ErrorKind::not_found) << name;
    }
}

TEST_F(PluginFolder, AFileThatEveryoneMayWriteTo_IsNotRun)
{
    EXPECT_EQ(refusal("not_a_connector", folder.path()).kind, ErrorKind::invalid);
    chmod(file.c_str(), 0757);
    const auto error = refusal("not_a_connector", folder.path());
    EXPECT_EQ(error.kind, ErrorKind::unauthorised);
    EXPECT_EQ(error.message, "everyone may write to " + file + ", so no code of it is run");
}

TEST_F(PluginFolder, AFolderThatEveryoneMayWriteTo_IsNotRunFrom)
{
    chmod(folder.path().c_str(), 0777 | S_ISVTX);
    EXPECT_EQ(refusal("not_a_connector", folder.path()).kind, ErrorKind::unauthorised);
}

TEST_F(PluginFolder, ALinkIntoAFolderThatEveryoneMayWriteTo_IsNotFollowed)
{
    TemporaryFolder other;
    std::filesystem::create_symlink(file, other.path() + "/linked.so");
    chmod(folder.path().c_str(), 0777);
    const auto error = refusal("linked", other.path());
    EXPECT_EQ(error.kind, ErrorKind::unauthorised);
    EXPECT_THAT(error.message, HasSubstr(folder.path()));
}

TEST_F(PluginFolder, AFileOfAnotherAccount_IsNotRun)
{
    if (geteuid() != 0) {
        GTEST_SKIP() << "only root can give a file away";
    }
    ASSERT_EQ(chown(file.c_str(), 65534, 65534), 0);
    const auto error = refusal("not_a_connector", folder.path());
    EXPECT_EQ(error.kind, ErrorKind::unauthorised);
    EXPECT_THAT(error.message, HasSubstr("belongs to the account 65534"));
}

// The text of a header without its comments and its layout.
std::string declarations(const std::string& header)
{
    std::ifstream file{std::string{ROSTERD_SOURCE_DIR} + "/" + header};
    std::string out;
    for (std::string line; std::getline(file, line);) {
        line.resize(std::min(line.find("//"), line.size()));
        std::erase_if(line, [](unsigned char c) { return std::isspace(c) != 0; });
        out += line;
    }
    return out;
}

TEST(PluginInterface, WhateverChangesIt_RaisesItsVersion)
{
    std::string all;
    for (const char* header : {"connectors/sdk/connector.hpp", "core/model/record.hpp",
                               "core/model/finding.hpp", "core/model/result.hpp"}) {
        all += declarations(header);
    }
    EXPECT_EQ(std::to_string(kConnectorAbi) + " " + std::to_string(model::fingerprint(all)),
              "1 8033466986770273496")
        << "raise kConnectorAbi once a rosterd with the present one was released, and write both "
           "here: a plugin built before would read these types wrongly";
}

} // namespace
} // namespace rosterd::sdk
