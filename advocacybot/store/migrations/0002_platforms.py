
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='MemoryRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('what', models.CharField(max_length=320)),
                ('value', models.TextField()),
            ],
            options={
                'db_table': 'memory',
            },
        ),
        migrations.CreateModel(
            name='PictureRow',
            fields=[
                ('sha256', models.CharField(max_length=64, primary_key=True, serialize=False)),
                ('media_type', models.CharField(max_length=40)),
                ('data', models.BinaryField()),
            ],
            options={
                'db_table': 'pictures',
            },
        ),
        migrations.CreateModel(
            name='ShownRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('alt', models.TextField()),
            ],
            options={
                'db_table': 'shown',
            },
        ),
        migrations.CreateModel(
            name='SpendRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.CharField(max_length=40)),
                ('month', models.CharField(max_length=7)),
                ('spent', models.DecimalField(decimal_places=4, default=0, max_digits=10)),
            ],
            options={
                'db_table': 'spending',
            },
        ),
        migrations.CreateModel(
            name='WaitRow',
            fields=[
                ('account', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('until', models.DateTimeField()),
                ('cause', models.CharField(max_length=60)),
                ('why', models.CharField(max_length=500)),
                ('tries', models.PositiveIntegerField(default=1, help_text='how often in a row it said so')),
            ],
            options={
                'db_table': 'waits',
            },
        ),
        migrations.RemoveConstraint(
            model_name='postrow',
            name='posts_one_for_each_slot',
        ),
        migrations.AddField(
            model_name='partrow',
            name='begun_at',
            field=models.DateTimeField(help_text='when it was first attempted; never changed', null=True),
        ),
        migrations.AddField(
            model_name='partrow',
            name='charged',
            field=models.DecimalField(decimal_places=4, help_text='US dollars, while it is or may be out', max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name='postrow',
            name='cause',
            field=models.CharField(default='', help_text='why it did not go out last, as campaign.causes knows it', max_length=60),
        ),
        migrations.AddConstraint(
            model_name='postrow',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['approved', 'doubtful', 'held', 'published', 'queued', 'sending', 'taken down'])), fields=('slot',), name='posts_one_for_each_slot'),
        ),
        migrations.AddConstraint(
            model_name='memoryrow',
            constraint=models.UniqueConstraint(fields=('account', 'what'), name='memory_what'),
        ),
        migrations.AddField(
            model_name='shownrow',
            name='picture',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shown', to='store.picturerow'),
        ),
        migrations.AddField(
            model_name='shownrow',
            name='post',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shown', to='store.postrow'),
        ),
        migrations.AddConstraint(
            model_name='spendrow',
            constraint=models.UniqueConstraint(fields=('account', 'month'), name='spending_month'),
        ),
        migrations.AddConstraint(
            model_name='shownrow',
            constraint=models.UniqueConstraint(fields=('post', 'number'), name='shown_number'),
        ),
    ]
