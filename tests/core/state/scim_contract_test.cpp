#include <gmock/gmock.h>

#include "tests/core/state/store_contract.hpp"

namespace rosterd::state::test
{
namespace
{

using testing::ElementsAre;
using testing::IsEmpty;

ScimResource user(const std::string& id, const std::string& name = "x")
{
    ScimResource out;
    out.type = "User";
    out.id = id;
    out.display = name;
    out.doc = {{"userName", name}, {"note", "陳"}};
    out.created = at(1);
    out.modified = at(2);
    return out;
}

Names ids(const std::vector<ScimResource>& resources)
{
    Names out;
    for (const ScimResource& one : resources) {
        out.push_back(one.id);
    }
    return out;
}

Names since(ScimStore& store, std::int64_t after, const std::string& source = "entra")
{
    Names out;
    store.each_since(source, "User", after,
                     [&](const ScimResource& one) { out.push_back(one.id); });
    return out;
}

TEST_P(StoreContract, AScimResource_ComesBackAsItWasPut)
{
    const ScimResource put = user("u1");
    const auto version = scim_.put("entra", put, Names{"userName\x1fx"});

    const auto got = scim_.get("entra", "User", "u1");

    ASSERT_TRUE(got);
    EXPECT_EQ(got->doc, put.doc);
    EXPECT_EQ(got->display, put.display);
    EXPECT_EQ(got->created, put.created);
    EXPECT_EQ(got->modified, put.modified);
    EXPECT_EQ(got->version, version);
    EXPECT_EQ(got->sequence, version);
    EXPECT_FALSE(scim_.get("entra", "Group", "u1"));
    EXPECT_FALSE(scim_.get("okta", "User", "u1")) << "each source has its own";
}

TEST_P(StoreContract, PutAgain_ItIsReplacedAndKeepsItsPlaceAndTheTimeItWasMade)
{
    scim_.put("entra", user("u1", "a"),
              Names{"k\x1f"
                    "a",
                    "both"});
    scim_.put("entra", user("u2", "b"), {});
    ScimResource changed = user("u1", "c");
    changed.created = at(99);
    const auto version = scim_.put("entra", changed,
                                   Names{"k\x1f"
                                         "c",
                                         "both"});

    EXPECT_THAT(ids(scim_.page("entra", "User", 0, 10)), ElementsAre("u1", "u2"));
    EXPECT_EQ(scim_.get("entra", "User", "u1")->created, at(1));
    EXPECT_EQ(scim_.get("entra", "User", "u1")->version, version);
    EXPECT_THAT(scim_.find("entra", "User",
                           "k\x1f"
                           "a"),
                IsEmpty());
    EXPECT_THAT(ids(scim_.find("entra", "User",
                               "k\x1f"
                               "c")),
                ElementsAre("u1"));
    EXPECT_THAT(ids(scim_.find("entra", "User", "both")), ElementsAre("u1"));
    EXPECT_EQ(scim_.names("entra", "User", "both").at(0).display, "c");
}

TEST_P(StoreContract, ScimPages_AreInTheOrderOfCreation)
{
    for (const char* id : {"c", "a", "d", "b"}) {
        scim_.put("entra", user(id), {});
    }
    scim_.put("entra",
              [] {
                  auto group = user("g");
                  group.type = "Group";
                  return group;
              }(),
              {});
    EXPECT_EQ(scim_.count("entra", "User"), 4);
    EXPECT_THAT(ids(scim_.page("entra", "User", 1, 2)), ElementsAre("a", "d"));
    EXPECT_THAT(ids(scim_.page("entra", "User", 4, 2)), IsEmpty());
    EXPECT_EQ(scim_.count("okta", "User"), 0);
}

TEST_P(StoreContract, ARemovedScimResource_IsFoundByNothing)
{
    scim_.put("entra", user("u1"), Names{"k"});
    EXPECT_TRUE(scim_.remove("entra", "u1"));
    EXPECT_FALSE(scim_.remove("entra", "u1"));
    EXPECT_FALSE(scim_.get("entra", "User", "u1"));
    EXPECT_THAT(scim_.find("entra", "User", "k"), IsEmpty());
    EXPECT_THAT(scim_.names("entra", "User", "k"), IsEmpty());
}

TEST_P(StoreContract, WhatChangedSince_ComesInTheOrderOfTheChanges)
{
    EXPECT_EQ(scim_.newest("entra"), 0);
    scim_.put("entra", user("u1"), {});
    scim_.put("entra", user("u2"), {});
    const auto then = scim_.newest("entra");
    scim_.put("okta", user("u9"), {});
    EXPECT_EQ(scim_.newest("entra"), then);
    scim_.put("entra", user("u3"), {});
    const auto version = scim_.get("entra", "User", "u1")->version;
    scim_.touch("entra", Names{"u1", "nobody"});

    EXPECT_THAT(since(scim_, then), ElementsAre("u3", "u1"));
    EXPECT_THAT(since(scim_, 0), ElementsAre("u2", "u3", "u1"));
    EXPECT_THAT(since(scim_, scim_.newest("entra")), IsEmpty());
    EXPECT_EQ(scim_.get("entra", "User", "u1")->version, version) << "its content is the same";
}

TEST_P(StoreContract, WhatAResourceWas_StaysUntilItIsDropped)
{
    scim_.put("entra", user("u1", "a"), {});
    const auto was = scim_.get("entra", "User", "u1").value();
    const auto then = scim_.newest("entra");
    scim_.keep_former("entra", was);
    scim_.remove("entra", "u1");

    const auto former = scim_.former_since("entra", then);

    ASSERT_EQ(former.size(), 1U);
    EXPECT_EQ(former[0].id, "u1");
    EXPECT_EQ(former[0].type, "User");
    EXPECT_EQ(former[0].doc, was.doc);
    EXPECT_EQ(former[0].sequence, scim_.newest("entra"));
    EXPECT_THAT(scim_.former_since("entra", former[0].sequence), IsEmpty());
    scim_.drop_former("entra", former[0].sequence - 1);
    EXPECT_EQ(scim_.former_since("entra", 0).size(), 1U);
    scim_.drop_former("entra", former[0].sequence);
    EXPECT_THAT(scim_.former_since("entra", 0), IsEmpty());
    EXPECT_EQ(scim_.newest("entra"), former[0].sequence) << "numbers do not come twice";
}

TEST_P(StoreContract, ScimChanges_AreMadeTogetherOrNotAtAll)
{
    scim_.put("entra", user("u1"), {});
    const auto then = scim_.newest("entra");
    EXPECT_THROW(store_->transaction([&] {
        scim_.put("entra", user("u2"), Names{"k"});
        scim_.remove("entra", "u1");
        throw std::runtime_error{"refused"};
    }),
                 std::runtime_error);
    EXPECT_THAT(since(scim_, 0), ElementsAre("u1"));
    EXPECT_EQ(scim_.newest("entra"), then);
}

} // namespace
} // namespace rosterd::state::test
