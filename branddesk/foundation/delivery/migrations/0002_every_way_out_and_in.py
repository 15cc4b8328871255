import branddesk.core.clock
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('delivery', '0001_initial'),
    ]

    operations = [
        migrations.RenameModel(old_name='OutboundMail', new_name='Outbound'),
        migrations.CreateModel(
            name='Inbound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(default=branddesk.core.clock.now, editable=False, verbose_name='created')),
                ('updated_at', models.DateTimeField(default=branddesk.core.clock.now, editable=False, verbose_name='updated')),
                ('channel', models.CharField(max_length=16, verbose_name='way')),
                ('key', models.CharField(max_length=200, verbose_name='key')),
                ('file', models.CharField(help_text='Where its bytes lie in the default storage.', max_length=120, verbose_name='file')),
                ('size', models.PositiveBigIntegerField(verbose_name='bytes')),
                ('meta', models.JSONField(default=dict, verbose_name='what its way knew of it')),
                ('state', models.CharField(choices=[('received', 'Not handled yet'), ('handled', 'Handled'), ('dead', 'Given up'), ('dropped', 'Dropped by a person')], default='received', max_length=8, verbose_name='state')),
                ('outcome', models.CharField(blank=True, max_length=200, verbose_name='outcome')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('last_error', models.CharField(blank=True, max_length=500, verbose_name='last error')),
                ('due_at', models.DateTimeField(default=branddesk.core.clock.now, verbose_name='next attempt')),
                ('handled_at', models.DateTimeField(null=True, verbose_name='handled')),
            ],
        ),
        migrations.RenameIndex(
            model_name='outbound',
            new_name='delivery_outbound_due',
            old_name='delivery_mail_waiting',
        ),
        migrations.AddField(
            model_name='outbound',
            name='channel',
            field=models.CharField(default='mail', max_length=16, verbose_name='way'),
        ),
        migrations.AddField(
            model_name='outbound',
            name='external_id',
            field=models.CharField(blank=True, max_length=200, verbose_name='number at the provider'),
        ),
        migrations.AddField(
            model_name='outbound',
            name='payload',
            field=models.JSONField(default=dict, verbose_name='what else its way needs'),
        ),
        migrations.AddField(
            model_name='outbound',
            name='was_interrupted',
            field=models.BooleanField(default=False, help_text='A worker died while it was being sent.', verbose_name='may have arrived twice'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='language',
            field=models.CharField(blank=True, choices=[('zh-hans', '中文'), ('ru', 'Русский'), ('en', 'English')], max_length=8, verbose_name='language'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='message_id',
            field=models.CharField(max_length=200, null=True, unique=True, verbose_name='Message-ID'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='state',
            field=models.CharField(choices=[('queued', 'Waiting to be sent'), ('sending', 'Being sent'), ('sent', 'Sent'), ('dead', 'Given up'), ('dropped', 'Dropped by a person')], default='queued', max_length=8, verbose_name='state'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='subject',
            field=models.CharField(blank=True, max_length=250, verbose_name='subject'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='text',
            field=models.TextField(blank=True, verbose_name='text'),
        ),
        migrations.AlterField(
            model_name='outbound',
            name='to',
            field=models.CharField(max_length=320, verbose_name='to'),
        ),
        migrations.AddIndex(
            model_name='outbound',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['-id'], name='delivery_outbound_dead'),
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(condition=models.Q(('state', 'received')), fields=['due_at'], name='delivery_inbound_due'),
        ),
        migrations.AddIndex(
            model_name='inbound',
            index=models.Index(condition=models.Q(('state', 'dead')), fields=['-id'], name='delivery_inbound_dead'),
        ),
        migrations.AddConstraint(
            model_name='inbound',
            constraint=models.UniqueConstraint(fields=('channel', 'key'), name='inbound_stored_once'),
        ),
    ]
