using System.Text.Json.Nodes;
using TradingAgent.Engine.Scaling.Policies;

namespace TradingAgent.Host.Configuration;

/// <summary>The JSON schema of one entry of the list of policies, generated from their definitions.</summary>
internal static class PolicySchema
{
    private const string CoinPattern = "^[A-Z0-9]{1,15}$";

    /// <summary>One of the policies, each with its own parameters.</summary>
    public static JsonObject Entry() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("Policy"),
        ["oneOf"] = new JsonArray([.. PolicyList.All.Select(policy => (JsonNode?)Describe(policy))]),
    };

    private static JsonObject Describe(PolicyDefinition policy)
    {
        JsonObject properties = Parameters(policy);
        properties.Insert(0, "Policy", new JsonObject { ["const"] = policy.Name });
        properties.Insert(1, "Underlyings", new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string", ["pattern"] = CoinPattern },
            ["description"] = "Coins it speaks on; all of Scope.Underlyings when left out.",
        });
        if (policy.Stage == PolicyStage.Exposure)
        {
            properties.Insert(2, "Weight", new JsonObject
            {
                ["type"] = "number",
                ["minimum"] = -100,
                ["maximum"] = 100,
                ["default"] = 1,
                ["description"] = "Its proposal counts this many times.",
            });
        }
        return new JsonObject
        {
            ["description"] = $"{policy.Stage}: {policy.Description}",
            ["additionalProperties"] = false,
            ["properties"] = properties,
            ["patternProperties"] = new JsonObject
            {
                [CoinPattern] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["properties"] = Parameters(policy),
                },
            },
        };
    }

    private static JsonObject Parameters(PolicyDefinition policy)
    {
        var properties = new JsonObject();
        foreach (PolicyParameter parameter in policy.Parameters)
        {
            JsonObject schema = ConfigurationSchema.ValueSchema(parameter.Range, parameter.Default);
            schema.Insert(0, "description", $"{parameter.Description} Unit: {parameter.Unit}.");
            properties[parameter.Name] = schema;
        }
        return properties;
    }
}
