# What posts speak of is a vote or a warning by now: the table of votes holds both.

import importlib

from django.db import migrations, models


compare_by_bytes = importlib.import_module('advocacybot.store.migrations.0006_fleet').compare_by_bytes


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0008_api'),
    ]

    operations = [
        migrations.RenameModel(old_name='VoteRow', new_name='MatterRow'),
        migrations.AlterModelTable(name='matterrow', table='matters'),
        migrations.RenameField(model_name='postrow', old_name='vote', new_name='matter'),
        migrations.AddField(
            model_name='matterrow',
            name='kind',
            field=models.CharField(choices=[('vote', 'Vote'), ('warning', 'Warning')], default='vote', max_length=10),
        ),
        migrations.RemoveIndex(model_name='matterrow', name='votes_hour'),
        migrations.AddIndex(
            model_name='matterrow', index=models.Index(fields=['kind', 'hour'], name='matters_kind_hour'),
        ),
        migrations.RenameIndex(model_name='matterrow', old_name='votes_plan_at', new_name='matters_plan_at'),
        migrations.RunPython(compare_by_bytes, migrations.RunPython.noop),
    ]
