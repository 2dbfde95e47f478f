await using var cloud = await CrmEnrichment.Local.EmbeddedCloud.StartAsync();
Console.WriteLine(cloud.AwsUrl);
